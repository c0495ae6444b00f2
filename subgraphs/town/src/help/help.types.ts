/** Requests for another firm's expert. */

import type { Category } from "../complaints/complaints.types.js";
import type { Skill } from "../firms/firms.types.js";

export type HelpRequestState =
  | "DRAFT"
  | "BROADCAST"
  | "OFFERED"
  | "ACCEPTED"
  | "ON_SITE"
  | "ADVISED"
  | "CONFIRMED"
  | "CLOSED"
  | "NO_OFFER"
  | "WITHDRAWN";

export interface HelpOffer {
  readonly id: string;
  readonly firmId: string;
  readonly expertId: string;
  readonly earliestArrival: Date;
  /** 0 is free. */
  readonly costFen: number;
  readonly note: string;
  readonly state: "OPEN" | "ACCEPTED" | "DECLINED" | "WITHDRAWN";
  readonly offeredAt: Date;
}

/** A request for expert consultation 专家会诊, broadcast to all firms without the resident's identity. */
export interface HelpRequest {
  readonly id: string;
  readonly number: string;
  readonly complaintId: string;
  readonly communityId: string;
  readonly askingFirmId: string;
  readonly askedByPersonId: string;
  readonly askedByName: string;
  /** Neither name, phone nor room. */
  readonly summary: string;
  readonly category: Category;
  readonly skills: readonly Skill[];
  readonly state: HelpRequestState;
  readonly createdAt: Date;
  readonly broadcastAt?: Date;
  readonly deadlineAt?: Date;
  readonly offers: readonly HelpOffer[];
  readonly acceptedOfferId?: string;
  readonly onSiteAt?: Date;
  readonly advisedAt?: Date;
  readonly advice?: string;
  readonly confirmedAt?: Date;
  readonly closedAt?: Date;
}
