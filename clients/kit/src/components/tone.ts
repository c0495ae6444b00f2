import type {
  ClockState,
  ComplaintState,
  HelpOfferState,
  HelpRequestState,
  WorkOrderState,
  CleaningTaskState,
} from "../vocabulary.js";

/** What a colour says: red overdue, amber attention, blue in progress, green verified, grey closed; plain is none of it. */
export type Tone = "overdue" | "warning" | "progress" | "verified" | "closed" | "plain";

export const complaintTones: Readonly<Record<ComplaintState, Tone>> = {
  RECEIVED: "plain",
  FILED: "plain",
  DISPATCHED: "progress",
  RESPONDED: "progress",
  IN_PROGRESS: "progress",
  RESOLVED: "verified",
  VERIFIED: "verified",
  CALLED_BACK: "verified",
  CLOSED: "closed",
  MERGED: "closed",
  REJECTED: "closed",
  OUT_OF_SCOPE: "warning",
  RETURNED: "warning",
  SUSPENDED: "closed",
  REOPENED: "warning",
};

export const workOrderTones: Readonly<Record<WorkOrderState, Tone>> = {
  CREATED: "plain",
  ASSIGNED: "progress",
  ACCEPTED: "progress",
  ON_SITE: "progress",
  SUBMITTED: "verified",
  APPROVED: "verified",
  CLOSED: "closed",
  REWORK: "warning",
  OVERDUE: "overdue",
  NEEDS_EXPERT: "warning",
};

export const taskTones: Readonly<Record<CleaningTaskState, Tone>> = {
  OPEN: "progress",
  DONE: "verified",
  CANNOT: "warning",
  VERIFIED: "verified",
};

export const helpTones: Readonly<Record<HelpRequestState, Tone>> = {
  DRAFT: "plain",
  BROADCAST: "warning",
  OFFERED: "progress",
  ACCEPTED: "progress",
  ON_SITE: "progress",
  ADVISED: "verified",
  CONFIRMED: "verified",
  CLOSED: "closed",
  NO_OFFER: "overdue",
  WITHDRAWN: "closed",
};

export const offerTones: Readonly<Record<HelpOfferState, Tone>> = {
  OPEN: "progress",
  ACCEPTED: "verified",
  DECLINED: "closed",
  WITHDRAWN: "closed",
};

export type { ClockState };
