import { Field, Int, ObjectType, registerEnumType } from "type-graphql";

export enum ExportTable {
  GRIDS = "GRIDS",
  COMMUNITIES = "COMMUNITIES",
  COMPLAINTS = "COMPLAINTS",
  TIMELINE = "TIMELINE",
  CLOCKS = "CLOCKS",
  SUSPENSIONS = "SUSPENSIONS",
  ESCALATIONS = "ESCALATIONS",
  DISCLOSURES = "DISCLOSURES",
  NOTIFICATIONS = "NOTIFICATIONS",
  REPORT_CODES = "REPORT_CODES",
  RECEIPTS = "RECEIPTS",
  GRADING_RULES = "GRADING_RULES",
  SETTINGS = "SETTINGS",
}
registerEnumType(ExportTable, {
  name: "NeighborhoodTable",
  description: "What the neighborhood keeps. 居委会数据表",
  valuesConfig: {
    GRIDS: { description: "Grids and their people. 网格" },
    COMMUNITIES: { description: "Communities. 小区" },
    COMPLAINTS: { description: "Complaints. 诉求" },
    TIMELINE: { description: "What happened to them. 办理经过" },
    CLOCKS: { description: "Their clocks. 时限" },
    SUSPENSIONS: { description: "Requests to put them off. 缓办" },
    ESCALATIONS: { description: "Levels that had to answer. 升级" },
    DISCLOSURES: { description: "The ledger of who has seen whom. 隐私查看记录" },
    NOTIFICATIONS: { description: "Who was told of what. 通知" },
    REPORT_CODES: { description: "The communities' codes. 一区一码" },
    RECEIPTS: { description: "What was reported by them. 扫码受理凭证" },
    GRADING_RULES: { description: "Rules of grading. 分级规则" },
    SETTINGS: { description: "What the town has settled. 办理规则设置" },
  },
});

export enum ExportFormat {
  CSV = "CSV",
  JSON = "JSON",
}
registerEnumType(ExportFormat, {
  name: "NeighborhoodExportFormat",
  description: "How an export is written. 导出格式",
  valuesConfig: {
    CSV: { description: "For a spreadsheet, with a byte order mark. 表格文件" },
    JSON: { description: "A list of objects. 对象列表" },
  },
});

@ObjectType("NeighborhoodExport", { description: "A page of an export. 导出分页" })
export class ExportPage {
  @Field({ description: "The rows, by the names of the columns. 内容" })
  content: string;

  @Field(() => Int, { description: "How many rows, at most 1,000. 行数" })
  rows: number;

  @Field(() => String, {
    nullable: true,
    description: "Send it as `after` for the next page; null at the end. 续接位置",
  })
  endCursor: string | null;
}
