import { registerEnumType } from "type-graphql";

export enum CleaningTaskState {
  OPEN = "OPEN",
  DONE = "DONE",
  CANNOT = "CANNOT",
  VERIFIED = "VERIFIED",
}
registerEnumType(CleaningTaskState, {
  name: "CleaningTaskState",
  description: "How far a cleaning task has come. 保洁任务状态",
  valuesConfig: {
    OPEN: { description: "To be done. 待完成" },
    DONE: { description: "Said to be done. 已完成" },
    CANNOT: { description: "Cannot be done now. 无法完成" },
    VERIFIED: { description: "Seen to be done. 已核查" },
  },
});

export enum CheckInVerb {
  ARRIVED = "ARRIVED",
  DONE = "DONE",
  CANNOT = "CANNOT",
}
registerEnumType(CheckInVerb, {
  name: "CheckInVerb",
  description: "What somebody says by checking in. 打卡内容",
  valuesConfig: {
    ARRIVED: { description: "I am there. 到达" },
    DONE: { description: "It is done. 完成" },
    CANNOT: { description: "It cannot be done. 无法完成" },
  },
});

/** A check-in, or seeing that it is true. */
export type TaskStep = CheckInVerb | "VERIFY";

const { OPEN, DONE, CANNOT, VERIFIED } = CleaningTaskState;

/** Which step leads from where to where; what could not be done may be taken up again. */
export const taskSteps: Readonly<
  Record<TaskStep, { readonly from: readonly CleaningTaskState[]; readonly to: CleaningTaskState }>
> = {
  ARRIVED: { from: [OPEN, CANNOT], to: OPEN },
  DONE: { from: [OPEN, CANNOT], to: DONE },
  CANNOT: { from: [OPEN], to: CANNOT },
  VERIFY: { from: [DONE], to: VERIFIED },
};
