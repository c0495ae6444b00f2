/** What residents complain about and what became of it. */

import type { PersonRef } from "../people/people.types.js";
import type { PhotoRef } from "../photos/photos.types.js";

/** How bad it is: minor 一般, urgent 紧急, emergency 突发. */
export type Grade = "MINOR" | "URGENT" | "EMERGENCY";

/** Where a complaint 投诉/诉求 came in. */
export type Channel =
  | "OWNER_PLATFORM"
  | "QR_CODE"
  | "HOTLINE"
  | "CITY_HOTLINE"
  | "PATROL"
  | "OPEN311";

export const categories = [
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

/** What a complaint is about. */
export type Category = (typeof categories)[number];

/** RECEIVED 受理 → FILED 立案 → DISPATCHED 派遣 → RESPONDED 响应 → IN_PROGRESS 处置 → RESOLVED 办结 → VERIFIED 核查 → CALLED_BACK 回访 → CLOSED 结案, and the ways off it. */
export type ComplaintState =
  | "RECEIVED"
  | "FILED"
  | "DISPATCHED"
  | "RESPONDED"
  | "IN_PROGRESS"
  | "RESOLVED"
  | "VERIFIED"
  | "CALLED_BACK"
  | "CLOSED"
  | "MERGED"
  | "REJECTED"
  | "OUT_OF_SCOPE"
  | "RETURNED"
  | "SUSPENDED"
  | "REOPENED";

export type TimelineKind =
  | "REPORTED"
  | "FILED"
  | "DISPATCHED"
  | "RESPONDED"
  | "STARTED"
  | "RESOLVED"
  | "VERIFIED"
  | "CALLED_BACK"
  | "CLOSED"
  | "MERGED"
  | "REJECTED"
  | "OUT_OF_SCOPE"
  | "RETURNED"
  | "SUSPENDED"
  | "RESUMED"
  | "REOPENED"
  | "HELP_ASKED"
  | "HELP_OFFERED"
  | "HELP_ACCEPTED"
  | "EXPERT_ON_SITE"
  | "EXPERT_ADVISED"
  | "HELP_CONFIRMED"
  | "WORK_ORDER_CREATED"
  | "WORK_ORDER_ADVANCED"
  | "TASK_CREATED"
  | "TASK_CHECKED_IN"
  | "DISCLOSED";

/** In what capacity somebody appears in a timeline. */
export type TimelineRole =
  | "REPORTER"
  | "HOTLINE"
  | "GRID_WORKER"
  | "GRID_LEADER"
  | "PROJECT_MANAGER"
  | "STEWARD"
  | "REPAIRER"
  | "SECURITY"
  | "CREW_LEADER"
  | "CLEANER"
  | "EXPERT"
  | "SECRETARY"
  | "COMMITTEE_MEMBER"
  | "SYSTEM";

export interface TimelineEntry {
  readonly id: string;
  readonly at: Date;
  readonly kind: TimelineKind;
  /** Real name of staff; a reporter appears as 居民 only. */
  readonly by: string;
  readonly byRole: TimelineRole;
  readonly organisationName: string;
  readonly note?: string;
}

export interface Callback {
  readonly answered: boolean;
  /** Only when answered. */
  readonly satisfied?: boolean;
}

export interface Complaint {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly category: Category;
  readonly grade: Grade;
  readonly channel: Channel;
  readonly state: ComplaintState;
  readonly communityId: string;
  /** With the room: for those who may see the address. */
  readonly place: string;
  /** Without the room. */
  readonly publicPlace: string;
  readonly reporter: PersonRef;
  readonly responsibleFirmId: string | null;
  readonly reportedAt: Date;
  readonly filedAt?: Date;
  /** Both public clocks start here. */
  readonly dispatchedAt?: Date;
  readonly respondedAt?: Date;
  readonly resolvedAt?: Date;
  readonly closedAt?: Date;
  readonly stateNote?: string;
  readonly callback?: Callback;
  readonly photos: readonly PhotoRef[];
  /** In order of time; the last state-giving entry matches `state`. */
  readonly timeline: readonly TimelineEntry[];
  readonly mergedInto?: string;
}

/** An owner's rating of a closed complaint. */
export interface Review {
  readonly id: string;
  readonly complaintId: string;
  readonly communityId: string;
  readonly personId: string;
  readonly stars: 1 | 2 | 3 | 4 | 5;
  readonly satisfied: boolean;
  readonly comment: string;
  readonly at: Date;
}
