/** The firms' work orders. */

import type { PhotoRef } from "../photos/photos.types.js";

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

export interface WorkOrder {
  readonly id: string;
  readonly number: string;
  readonly firmId: string;
  readonly projectId: string;
  readonly complaintId: string;
  readonly title: string;
  readonly state: WorkOrderState;
  readonly funding: "SERVICE_FEE" | "MAINTENANCE_FUND";
  readonly assigneeStaffId?: string;
  readonly createdAt: Date;
  readonly assignedAt?: Date;
  readonly acceptedAt?: Date;
  readonly onSiteAt?: Date;
  readonly submittedAt?: Date;
  readonly approvedAt?: Date;
  readonly closedAt?: Date;
  readonly note?: string;
  readonly photos: readonly PhotoRef[];
}
