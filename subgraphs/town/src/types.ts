/**
 * The demo world as plain data. Every reference is an id, times are `Date` (UTC inside,
 * Asia/Shanghai in people's hours), money is integer fen, all text that a resident would read
 * is Chinese.
 */

import type {
  Agreement,
  FeeLine,
  Patrol,
  ServiceRating,
  Volunteer,
} from "./owners/owners.types.js";

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

export const photoScenes = [
  "GARAGE_BARRIER",
  "BARRIER_NEW",
  "LEAKING_PIPE",
  "PIPE_REPAIRED",
  "WET_STAIRWELL",
  "STAIRWELL_DRY",
  "SEWAGE_BALCONY",
  "CEILING_LAMP",
  "BROKEN_DOOR",
  "HYDRANT",
  "LITTER",
  "BINS_CLEAN",
  "LIFT",
  "CHARGING_PILE",
  "FACADE",
  "DRAIN_COVER",
  "PARKING",
  "MOPPING",
  "MEETING",
  "NOTICE_BOARD",
  "GREENERY",
  "RENOVATION",
  "DOOR_REPAIRED",
  "LIFT_RUNNING",
  "DRAIN_CLEAR",
  "FACADE_REPAIRED",
  "PARKING_CLEAR",
] as const;

/** A drawn scene; `photo(scene)` renders it. */
export type PhotoScene = (typeof photoScenes)[number];

export interface PhotoRef {
  readonly id: string;
  readonly scene: PhotoScene;
  readonly caption: string;
  readonly takenAt: Date;
}

export interface PersonRef {
  readonly personId: string;
  readonly name: string;
  readonly phone: string;
}

/** Everybody who is mentioned anywhere, once. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
}

/** A neighborhood committee 居委会. */
export interface Committee {
  readonly id: string;
  readonly name: string;
}

/** A grid 网格 with its leader 网格长 and workers 微网格员. */
export interface Grid {
  readonly id: string;
  readonly name: string;
  readonly committeeId: string;
  readonly leader: PersonRef;
  readonly workers: readonly PersonRef[];
}

export interface Community {
  readonly id: string;
  /** Pinyin initials, unique in the town, as typed in a quick log line. */
  readonly code: string;
  readonly name: string;
  readonly address: string;
  readonly builtYear: number;
  readonly households: number;
  readonly gridId: string;
  readonly firmId: string | null;
  /** Centre on the town's map, 0..1000 both ways. */
  readonly x: number;
  readonly y: number;
  /** Polygon on the same map, clockwise. */
  readonly outline: readonly (readonly [number, number])[];
}

/** An owners' committee 业委会. The community without a firm has none: it resigned. */
export interface OwnersCommittee {
  readonly id: string;
  readonly communityId: string;
  readonly name: string;
  readonly director: PersonRef;
}

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

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** One of the seven cases that really happened, told with invented names. */
export interface CaseStory {
  readonly complaintId: string;
  readonly number: string;
  readonly story: Bilingual;
}

export type CaseName =
  | "garageBarrier"
  | "liftPipe"
  | "noFirm"
  | "twoCalls"
  | "ceilingLamp"
  | "refusalLetter"
  | "sevenOfTen";

export type PersonaRole =
  | "GRID_WORKER"
  | "SECRETARY"
  | "FIRM_MANAGER"
  | "EXPERT"
  | "CLEANER"
  | "CREW_LEADER"
  | "OWNER"
  | "COMMITTEE_MEMBER"
  | "APP";

export type PersonaId =
  | "grid-worker"
  | "secretary"
  | "firm-manager"
  | "expert"
  | "cleaner"
  | "crew-leader"
  | "owner"
  | "committee-member"
  | "app"
  | "second-expert"
  | "other-grid-worker"
  | "other-firm-manager";

/** The claims a demo token is made of; the issuer adds `iss`, `iat` and `exp`. */
export interface PersonaClaims {
  readonly sub: string;
  readonly name: string;
  readonly role: PersonaRole;
  readonly org: string;
  readonly orgs: readonly string[];
  readonly grids: readonly string[];
  readonly communities: readonly string[];
  readonly scope: string;
}

export interface Persona {
  readonly id: PersonaId;
  readonly name: string;
  readonly title: Bilingual;
  /** One sentence on what to try. */
  readonly description: Bilingual;
  /** The organisations the persona may act for, the current one first. */
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  readonly claims: PersonaClaims;
}

export interface Town {
  readonly seed: number;
  readonly now: Date;
  readonly consortium: Consortium;
  readonly committees: readonly Committee[];
  readonly grids: readonly Grid[];
  readonly communities: readonly Community[];
  readonly ownersCommittees: readonly OwnersCommittee[];
  readonly firms: readonly Firm[];
  readonly experts: readonly Expert[];
  readonly contracts: readonly ServiceContract[];
  readonly projects: readonly Project[];
  readonly staff: readonly Staff[];
  readonly contractors: readonly Contractor[];
  readonly crews: readonly Crew[];
  readonly cleaners: readonly Cleaner[];
  readonly complaints: readonly Complaint[];
  readonly workOrders: readonly WorkOrder[];
  readonly cleaningTasks: readonly CleaningTask[];
  readonly helpRequests: readonly HelpRequest[];
  readonly reviews: readonly Review[];
  readonly agreements: readonly Agreement[];
  readonly fees: readonly FeeLine[];
  readonly volunteers: readonly Volunteer[];
  readonly patrols: readonly Patrol[];
  readonly ratings: readonly ServiceRating[];
  readonly people: readonly Person[];
  readonly cases: Readonly<Record<CaseName, CaseStory>>;
  readonly personas: readonly Persona[];
}
