import { type Context, forbidden, HutongError, toCsv } from "@hutong/kit";
import { Arg, Ctx, Field, Int, ObjectType, Query, registerEnumType, Resolver } from "type-graphql";

export enum ConsortiumTable {
  PROPERTY_FIRM = "PROPERTY_FIRM",
  MEMBER = "MEMBER",
  EXPERT = "EXPERT",
  HELP_REQUEST = "HELP_REQUEST",
  HELP_OFFER = "HELP_OFFER",
  HELP_REQUEST_RECORD = "HELP_REQUEST_RECORD",
  LIBRARY_CASE = "LIBRARY_CASE",
  HOTLINE_TICKET = "HOTLINE_TICKET",
  TICKET_DISCLOSURE = "TICKET_DISCLOSURE",
  SHIFT_HANDOVER = "SHIFT_HANDOVER",
  CONDUCT_CASE = "CONDUCT_CASE",
  CREDIT_RECORD = "CREDIT_RECORD",
  HOME_RATING = "HOME_RATING",
  CONSORTIUM_SETTINGS = "CONSORTIUM_SETTINGS",
  TAKEOVER = "TAKEOVER",
  TAKEOVER_CANDIDATE = "TAKEOVER_CANDIDATE",
  CASE_FACT = "CASE_FACT",
  HISTORY = "HISTORY",
}
registerEnumType(ConsortiumTable, {
  name: "ConsortiumTable",
  description: "What the consortium keeps. 联合体数据表",
  valuesConfig: {
    PROPERTY_FIRM: { description: "Firms. 企业" },
    MEMBER: { description: "The member register. 成员名册" },
    EXPERT: { description: "Experts. 专家" },
    HELP_REQUEST: { description: "Help requests. 会诊求助" },
    HELP_OFFER: { description: "Offers. 应援" },
    HELP_REQUEST_RECORD: { description: "What happened to help requests. 会诊记录" },
    LIBRARY_CASE: { description: "The case library. 案例库" },
    HOTLINE_TICKET: { description: "Hotline tickets, callers in clear. 热线工单" },
    TICKET_DISCLOSURE: { description: "Who was shown who called. 来电人信息查看记录" },
    SHIFT_HANDOVER: { description: "Handovers between shifts. 交接班" },
    CONDUCT_CASE: { description: "Supervisions. 督办" },
    CREDIT_RECORD: { description: "Credit taken from firms. 信用记录" },
    HOME_RATING: { description: "Ratings of work at home. 上门服务评价" },
    CONSORTIUM_SETTINGS: { description: "The consortium's settings. 规则设置" },
    TAKEOVER: { description: "Takeovers. 接管" },
    TAKEOVER_CANDIDATE: { description: "Firms able and willing to take over. 意向企业" },
    CASE_FACT: { description: "Cases as they are counted. 统计明细" },
    HISTORY: { description: "What was done, and by whom. 办理记录" },
  },
});

@ObjectType({ description: "Rows of a table as a CSV file, a thousand at a time. 导出" })
export class ConsortiumExport {
  @Field({ description: "The file: a heading, then the rows. CSV 内容" })
  csv: string;

  @Field(() => Int, { description: "How many rows. 行数" })
  rows: number;

  @Field(() => String, {
    nullable: true,
    description: "Send it as `after` for the next rows; null: that was all. 续接位置",
  })
  endCursor: string | null;
}

const pageSize = 1_000;

@Resolver()
export class ConsortiumExportResolver {
  @Query(() => ConsortiumExport, {
    description:
      "What the consortium keeps, for its own server alone: callers and staff stand in clear. 导出",
  })
  async exportConsortium(
    @Ctx() { em, actor }: Context,
    @Arg("table", () => ConsortiumTable, { description: "Of what. 数据表" }) table: ConsortiumTable,
    @Arg("after", () => String, {
      nullable: true,
      description: "`endCursor` of the rows before. 续接位置",
    })
    after?: string | null,
  ): Promise<ConsortiumExport> {
    if (!actor.is("SERVICE") || actor.org !== "consortium" || !actor.may("case:read"))
      throw forbidden("Each party exports what it owns");
    if (after != null && !/^[\w-]{1,255}$/.test(after)) throw new HutongError("INVALID_CURSOR");
    // The names of the enum are the names of the tables.
    const found = await em.execute<{ row: Record<string, unknown> }[]>(
      `select to_json(t) as row from ${table.toLowerCase()} t where id > ? order by id limit ?`,
      [after ?? "", pageSize + 1],
    );
    const rows = found.slice(0, pageSize).map(({ row }) => row);
    return Object.assign(new ConsortiumExport(), {
      csv: csvOf(rows),
      rows: rows.length,
      endCursor: found.length > pageSize ? rows.at(-1)!["id"] : null,
    });
  }
}

function csvOf(rows: readonly Record<string, unknown>[]): string {
  const columns = Object.keys(rows[0] ?? {});
  return toCsv(
    Object.fromEntries(
      columns.map((column) => [column, (row: Record<string, unknown>) => cellOf(row[column])]),
    ),
    rows,
  );
}

/** What is a list or an object stays JSON. */
function cellOf(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number") return value;
  return JSON.stringify(value);
}
