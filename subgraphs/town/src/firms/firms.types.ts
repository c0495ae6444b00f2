/** The consortium, its firms, their people and what they signed. */

import type { Category } from "../complaints/complaints.types.js";
import type { PersonRef } from "../people/people.types.js";

export interface Consortium {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly hotline: string;
  readonly secretary: PersonRef;
}

export type Standing = "GOOD" | "WATCHED" | "SUSPENDED";

/** A property firm 物业; `operator` (f01…f29) names the server that holds its data. */
export interface Firm {
  readonly id: string;
  readonly operator: string;
  readonly name: string;
  readonly shortName: string;
  readonly nameEn: string;
  readonly hotline: string;
  readonly managerPersonId: string;
  readonly managerName: string;
  readonly managerPhone: string;
  readonly headOffice: string;
  readonly standing: Standing;
  readonly joinedOn: Date;
}

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

export interface Expert {
  readonly id: string;
  readonly personId: string;
  readonly firmId: string;
  readonly name: string;
  readonly title: string;
  readonly skills: readonly Skill[];
  readonly years: number;
  readonly phone: string;
}

/** A party's promise in a contract clause, as a clock. */
export interface ServicePromise {
  readonly respondWithinMinutes?: number;
  readonly onSiteWithinMinutes?: number;
  readonly resolveWithinMinutes?: number;
}

export interface ContractClause {
  /** As printed, e.g. 第十二条. */
  readonly number: string;
  readonly categories: readonly Category[];
  readonly title: string;
  readonly text: string;
  readonly promise?: ServicePromise;
}

export interface PromisedHeadcount {
  readonly post: StaffPost | "CLEANER" | "GARDENER";
  readonly count: number;
}

/** A service contract 物业服务合同 between owners and firm. */
export interface ServiceContract {
  readonly id: string;
  readonly number: string;
  readonly communityId: string;
  readonly firmId: string;
  readonly startsOn: Date;
  readonly endsOn: Date;
  readonly feeFenPerSquareMetre: number;
  readonly state: "ACTIVE" | "EXPIRED";
  readonly clauses: readonly ContractClause[];
  readonly promisedHeadcount: readonly PromisedHeadcount[];
}

export interface Project {
  readonly id: string;
  readonly firmId: string;
  readonly communityId: string;
  readonly name: string;
  readonly address: string;
  readonly hotline: string;
  readonly managerStaffId: string;
  readonly startedOn: Date;
}

export type StaffPost =
  | "PROJECT_MANAGER"
  | "STEWARD"
  | "REPAIRER"
  | "SECURITY"
  | "CLEANING_SUPERVISOR";

/** Registered under the real name; aliases 花名 do not exist here. */
export interface Staff {
  readonly id: string;
  readonly firmId: string;
  readonly projectId: string;
  readonly personId: string;
  readonly name: string;
  readonly post: StaffPost;
  readonly phone: string;
  readonly skills: readonly Skill[];
  readonly onDuty: boolean;
  readonly registeredOn: Date;
}
