/**
 * Words of the graph that screens choose colours and texts by. A value that is not here yet is shown
 * as it came (see {@link ./i18n/i18n.tsx}): a newer hub must not break an older page.
 */
export type ClockState = "RUNNING" | "WARNING" | "BREACHED" | "MET" | "PAUSED";

export const complaintStates = [
  "RECEIVED",
  "FILED",
  "DISPATCHED",
  "RESPONDED",
  "IN_PROGRESS",
  "RESOLVED",
  "VERIFIED",
  "CALLED_BACK",
  "CLOSED",
  "MERGED",
  "REJECTED",
  "OUT_OF_SCOPE",
  "RETURNED",
  "SUSPENDED",
  "REOPENED",
] as const;
export type ComplaintState = (typeof complaintStates)[number];

export const complaintCategories = [
  "FIRM_INACTION",
  "STEWARD_UNRESPONSIVE",
  "LITTERING",
  "FACILITY_DAMAGE",
  "ILLEGAL_PARKING",
  "ILLEGAL_RENOVATION",
  "LIFT",
  "WATER_LEAK",
  "SEWAGE",
  "GARAGE_BARRIER",
  "FACADE_FALLING",
  "CHARGING_PILE",
  "FEES",
  "NOISE",
  "DOGS",
  "DRAINS",
  "OVERCHARGING",
  "ILLEGAL_CLASSES",
  "FIRE_ACCESS",
] as const;
export type ComplaintCategory = (typeof complaintCategories)[number];

export const skills = [
  "PIPES",
  "ELECTRICAL",
  "LIFT",
  "WATERPROOFING",
  "FIRE_SAFETY",
  "GARAGE_BARRIER",
  "CIVIL",
  "CHARGING",
  "GREENING",
  "DRAINS",
  "DOORS_LOCKS",
  "INTERCOM",
] as const;
export type Skill = (typeof skills)[number];

export type ComplaintGrade = "MINOR" | "URGENT" | "EMERGENCY";

export type ComplaintStep =
  | "FILE"
  | "DISPATCH"
  | "RESPOND"
  | "START"
  | "RESOLVE"
  | "VERIFY"
  | "CALL_BACK"
  | "CLOSE"
  | "MERGE"
  | "UNMERGE"
  | "REJECT"
  | "MARK_OUT_OF_SCOPE"
  | "RETURN"
  | "REQUEST_SUSPENSION"
  | "SUSPEND"
  | "REFUSE_SUSPENSION"
  | "RESUME"
  | "REOPEN";

export type WorkOrderState =
  | "CREATED"
  | "ASSIGNED"
  | "ACCEPTED"
  | "ON_SITE"
  | "SUBMITTED"
  | "APPROVED"
  | "CLOSED"
  | "REWORK"
  | "OVERDUE"
  | "NEEDS_EXPERT";

export type CleaningTaskState = "OPEN" | "DONE" | "CANNOT" | "VERIFIED";

export const helpRequestStates = [
  "DRAFT",
  "BROADCAST",
  "OFFERED",
  "ACCEPTED",
  "ON_SITE",
  "ADVISED",
  "CONFIRMED",
  "CLOSED",
  "NO_OFFER",
  "WITHDRAWN",
] as const;
export type HelpRequestState = (typeof helpRequestStates)[number];

export type HelpRequestStep =
  | "BROADCAST"
  | "OFFER"
  | "ACCEPT"
  | "DIRECT"
  | "ARRIVE"
  | "ADVISE"
  | "CONFIRM"
  | "CLOSE"
  | "WITHDRAW"
  | "MARK_NO_OFFER";

export type HelpOfferState = "OPEN" | "ACCEPTED" | "DECLINED" | "WITHDRAWN";
