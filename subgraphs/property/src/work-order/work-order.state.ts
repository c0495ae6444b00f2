import { registerEnumType } from "type-graphql";

import type { Steps } from "../transition.js";

export enum WorkOrderState {
  CREATED = "CREATED",
  ASSIGNED = "ASSIGNED",
  ACCEPTED = "ACCEPTED",
  ON_SITE = "ON_SITE",
  SUBMITTED = "SUBMITTED",
  APPROVED = "APPROVED",
  CLOSED = "CLOSED",
  REWORK = "REWORK",
  OVERDUE = "OVERDUE",
  NEEDS_EXPERT = "NEEDS_EXPERT",
}
registerEnumType(WorkOrderState, {
  name: "WorkOrderState",
  description: "How far a work order has come. 工单状态",
  valuesConfig: {
    CREATED: { description: "Written, nobody named yet. 已建单" },
    ASSIGNED: { description: "Given to somebody. 已派单" },
    ACCEPTED: { description: "They took it on. 已接单" },
    ON_SITE: { description: "They are there. 已到场" },
    SUBMITTED: { description: "Said to be done. 已提交" },
    APPROVED: { description: "Seen to be done. 已验收" },
    CLOSED: { description: "Over. 已关闭" },
    REWORK: { description: "Not good enough: to be done again. 返工" },
    OVERDUE: { description: "Not done in time. 超时" },
    NEEDS_EXPERT: { description: "The firm cannot solve it alone. 待专家会诊" },
  },
});

export enum WorkOrderStep {
  ASSIGN = "ASSIGN",
  ACCEPT = "ACCEPT",
  ARRIVE = "ARRIVE",
  SUBMIT = "SUBMIT",
  APPROVE = "APPROVE",
  CLOSE = "CLOSE",
  REWORK = "REWORK",
  ASK_EXPERT = "ASK_EXPERT",
  RESUME = "RESUME",
}
registerEnumType(WorkOrderStep, {
  name: "WorkOrderStep",
  description: "A step that leads a work order from one state to the next. 工单动作",
  valuesConfig: {
    ASSIGN: { description: "Give it to somebody. 派单" },
    ACCEPT: { description: "Take it on. 接单" },
    ARRIVE: { description: "Be on site. 到场" },
    SUBMIT: { description: "Report it done. 提交完工" },
    APPROVE: { description: "Confirm that it is done. 验收" },
    CLOSE: { description: "Close it. 关闭" },
    REWORK: { description: "Send it back. 退回返工" },
    ASK_EXPERT: { description: "Say that it needs an expert. 申请专家" },
    RESUME: { description: "Go on with it. 恢复处理" },
  },
});

const {
  CREATED,
  ASSIGNED,
  ACCEPTED,
  ON_SITE,
  SUBMITTED,
  APPROVED,
  CLOSED,
  REWORK,
  OVERDUE,
  NEEDS_EXPERT,
} = WorkOrderState;

/** States in which the work is not yet said to be done. */
export const unfinishedStates: readonly WorkOrderState[] = [
  CREATED,
  ASSIGNED,
  ACCEPTED,
  ON_SITE,
  REWORK,
  OVERDUE,
  NEEDS_EXPERT,
];

/**
 * Which step leads from where to where. An order may be given to another person until somebody has
 * accepted it, and again once it is overdue; whoever is late may still accept it or come.
 */
export const workOrderSteps: Steps<WorkOrderStep, WorkOrderState> = {
  ASSIGN: { from: [CREATED, ASSIGNED, OVERDUE], to: ASSIGNED },
  ACCEPT: { from: [ASSIGNED, OVERDUE], to: ACCEPTED },
  ARRIVE: { from: [ACCEPTED, OVERDUE], to: ON_SITE },
  SUBMIT: { from: [ON_SITE], to: SUBMITTED },
  APPROVE: { from: [SUBMITTED], to: APPROVED },
  CLOSE: { from: [APPROVED], to: CLOSED },
  REWORK: { from: [SUBMITTED], to: REWORK },
  ASK_EXPERT: { from: [ACCEPTED, ON_SITE, REWORK], to: NEEDS_EXPERT },
  RESUME: { from: [NEEDS_EXPERT, REWORK, OVERDUE], to: ACCEPTED },
};
