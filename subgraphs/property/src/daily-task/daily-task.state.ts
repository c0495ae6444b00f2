import { registerEnumType } from "type-graphql";

import type { Steps } from "../transition.js";

export enum DailyTaskState {
  SENT = "SENT",
  OPEN = "OPEN",
  GRABBED = "GRABBED",
  DONE = "DONE",
  MISSED = "MISSED",
}
registerEnumType(DailyTaskState, {
  name: "DailyTaskState",
  description: "How far a daily task has come. 日常任务状态",
  valuesConfig: {
    SENT: { description: "Sent to the person responsible. 已下发" },
    OPEN: { description: "Not handled in time: open for grabbing. 待抢单" },
    GRABBED: { description: "Somebody else has taken it. 已抢单" },
    DONE: { description: "Answered. 已完成" },
    MISSED: { description: "The day ended without it. 未完成" },
  },
});

export enum DailyTaskStep {
  ANSWER = "ANSWER",
  OPEN = "OPEN",
  GRAB = "GRAB",
  MISS = "MISS",
}

const { SENT, OPEN, GRABBED, DONE, MISSED } = DailyTaskState;

/** Which step leads from where to where; a task that its grabber does not finish is open again. */
export const dailyTaskSteps: Steps<DailyTaskStep, DailyTaskState> = {
  ANSWER: { from: [SENT, GRABBED], to: DONE },
  OPEN: { from: [SENT, GRABBED], to: OPEN },
  GRAB: { from: [OPEN], to: GRABBED },
  MISS: { from: [SENT, OPEN, GRABBED], to: MISSED },
};
