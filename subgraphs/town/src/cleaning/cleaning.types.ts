/** The contractors, their crews and the crews' work. */

import type { PhotoRef } from "../photos/photos.types.js";

/** An outsourced cleaning contractor 外包保洁; `operator` is c01…c06. */
export interface Contractor {
  readonly id: string;
  readonly operator: string;
  readonly name: string;
  readonly nameEn: string;
  readonly phone: string;
  readonly firmIds: readonly string[];
}

export interface Crew {
  readonly id: string;
  readonly contractorId: string;
  readonly name: string;
  /** A cleaner of this crew. */
  readonly leaderCleanerId: string;
  readonly communityIds: readonly string[];
}

export interface Cleaner {
  readonly id: string;
  readonly contractorId: string;
  readonly crewId: string;
  readonly personId: string;
  readonly name: string;
  readonly phone: string;
  readonly age: number;
  readonly phoneKind: "SMART" | "FEATURE";
  readonly trained: boolean;
}

export type CheckInMethod = "PHOTO" | "SMS" | "PROXY";

export interface CheckIn {
  readonly id: string;
  readonly method: CheckInMethod;
  readonly at: Date;
  readonly cleanerId: string;
  readonly proxyName?: string;
  readonly note?: string;
  readonly verb: "DONE" | "CANNOT" | "ARRIVED";
  readonly photos: readonly PhotoRef[];
}

export interface CleaningTask {
  readonly id: string;
  readonly number: string;
  readonly contractorId: string;
  readonly crewId: string;
  readonly cleanerId: string;
  readonly communityId: string;
  readonly complaintId?: string;
  readonly title: string;
  readonly place: string;
  readonly state: "OPEN" | "DONE" | "CANNOT" | "VERIFIED";
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly checkIns: readonly CheckIn[];
}
