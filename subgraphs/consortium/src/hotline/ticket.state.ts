import { ComplaintState } from "@hutong/kit";
import { registerEnumType } from "type-graphql";

import type { Moves } from "../changes/moves.js";

export enum TicketState {
  LOGGED = "LOGGED",
  FORWARDED = "FORWARDED",
  DISPATCHED = "DISPATCHED",
  RESOLVED = "RESOLVED",
  CLOSED = "CLOSED",
  FED_BACK = "FED_BACK",
  CANCELLED = "CANCELLED",
}
registerEnumType(TicketState, {
  name: "TicketState",
  description: "How far a hotline ticket has come. 工单状态",
  valuesConfig: {
    LOGGED: { description: "Taken down; on its way to the neighborhood. 已登记" },
    FORWARDED: { description: "A case of the neighborhood. 已转办" },
    DISPATCHED: { description: "Somebody works on it. 在办" },
    RESOLVED: { description: "Said to be solved. 已办结" },
    CLOSED: { description: "The case is closed; the caller waits to hear. 已结案待反馈" },
    FED_BACK: { description: "The caller was told and asked. 已反馈" },
    CANCELLED: { description: "Taken down by mistake. 已作废" },
  },
});

export enum TicketStep {
  LOG = "LOG",
  FORWARD = "FORWARD",
  PROGRESS = "PROGRESS",
  DIRECT = "DIRECT",
  ACKNOWLEDGE = "ACKNOWLEDGE",
  REVEAL = "REVEAL",
  FEED_BACK = "FEED_BACK",
  CANCEL = "CANCEL",
}
registerEnumType(TicketStep, {
  name: "TicketStep",
  description: "What happens to a hotline ticket. 工单动作",
  valuesConfig: {
    LOG: { description: "Take it down. 登记" },
    FORWARD: { description: "Make it a case of the neighborhood. 转办" },
    PROGRESS: { description: "Its case went on. 进展" },
    DIRECT: { description: "Send it to the firm's head office, as the caller agrees. 直派总部" },
    ACKNOWLEDGE: { description: "Confirm that it arrived, for the head office. 总部确认" },
    REVEAL: { description: "See who called, for a stated purpose. 查看来电人" },
    FEED_BACK: { description: "Tell and ask the caller. 反馈" },
    CANCEL: { description: "Take it back as a mistake. 作废" },
  },
});

const { LOGGED, FORWARDED, DISPATCHED, RESOLVED, CLOSED, FED_BACK, CANCELLED } = TicketState;
const open = [LOGGED, FORWARDED, DISPATCHED];

/** The steps that somebody takes; how the case goes on is {@link stateByCase}. */
export const ticketMoves: Moves<TicketState, "FORWARD" | "FEED_BACK" | "CANCEL"> = {
  FORWARD: { from: [LOGGED], to: FORWARDED },
  FEED_BACK: { from: [RESOLVED, CLOSED], to: FED_BACK },
  CANCEL: { from: [LOGGED], to: CANCELLED },
};

/** Where a ticket may be sent to the head office beside the case. */
export const directableStates: readonly TicketState[] = open;

/** Nothing more is to be done. */
export const endedTicketStates: readonly TicketState[] = [FED_BACK, CANCELLED];

/** What the state of the case makes of its ticket. */
export const stateByCase: Readonly<Record<ComplaintState, TicketState>> = {
  RECEIVED: FORWARDED,
  FILED: FORWARDED,
  DISPATCHED,
  RESPONDED: DISPATCHED,
  IN_PROGRESS: DISPATCHED,
  RETURNED: DISPATCHED,
  SUSPENDED: DISPATCHED,
  OUT_OF_SCOPE: DISPATCHED,
  REOPENED: DISPATCHED,
  RESOLVED,
  VERIFIED: RESOLVED,
  CALLED_BACK: RESOLVED,
  CLOSED,
  MERGED: CLOSED,
  REJECTED: CLOSED,
};
