import { registerEnumType } from "type-graphql";

export enum WorkOrderFunding {
  SERVICE_FEE = "SERVICE_FEE",
  MAINTENANCE_FUND = "MAINTENANCE_FUND",
}
registerEnumType(WorkOrderFunding, {
  name: "WorkOrderFunding",
  description: "Who pays. 费用来源",
  valuesConfig: {
    SERVICE_FEE: { description: "The property fee: minor repair, greens, lights, waste. 物业费" },
    MAINTENANCE_FUND: {
      description:
        "The special fund: medium and major repair, renewal; the owners' approval is recorded. 专项维修基金",
    },
  },
});

export enum WorkKind {
  MINOR_REPAIR = "MINOR_REPAIR",
  GREENS = "GREENS",
  ROAD_LIGHTS = "ROAD_LIGHTS",
  WASTE = "WASTE",
  MEDIUM_REPAIR = "MEDIUM_REPAIR",
  MAJOR_REPAIR = "MAJOR_REPAIR",
  RENEWAL = "RENEWAL",
}
registerEnumType(WorkKind, {
  name: "WorkKind",
  description: "What kind of work it is, which decides who pays. 工程类别",
  valuesConfig: {
    MINOR_REPAIR: { description: "Minor repair. 小修" },
    GREENS: { description: "Upkeep of the greens. 绿化养护" },
    ROAD_LIGHTS: { description: "Road lights. 路灯" },
    WASTE: { description: "Removal of waste. 垃圾清运" },
    MEDIUM_REPAIR: { description: "Medium repair. 中修" },
    MAJOR_REPAIR: { description: "Major repair. 大修" },
    RENEWAL: { description: "Renewal or rebuilding. 更新改造" },
  },
});

const fromTheFund: ReadonlySet<WorkKind> = new Set([
  WorkKind.MEDIUM_REPAIR,
  WorkKind.MAJOR_REPAIR,
  WorkKind.RENEWAL,
]);

/** Minor repair, greens, lights and waste are in the service fee; the rest is paid by the owners' fund. */
export const fundingOf = (work: WorkKind): WorkOrderFunding =>
  fromTheFund.has(work) ? WorkOrderFunding.MAINTENANCE_FUND : WorkOrderFunding.SERVICE_FEE;
