/**
 * The demo world as plain data. Every reference is an id, times are `Date` (UTC inside,
 * Asia/Shanghai in people's hours), money is integer fen, all text that a resident would read
 * is Chinese.
 */

import type { CaseName, CaseStory } from "./cases/cases.types.js";
import type { Cleaner, CleaningTask, Contractor, Crew } from "./cleaning/cleaning.types.js";
import type { Complaint, Review } from "./complaints/complaints.types.js";
import type {
  Consortium,
  Expert,
  Firm,
  Project,
  ServiceContract,
  Staff,
} from "./firms/firms.types.js";
import type { HelpRequest } from "./help/help.types.js";
import type {
  Agreement,
  FeeLine,
  Patrol,
  ServiceRating,
  Volunteer,
} from "./owners/owners.types.js";
import type { Person } from "./people/people.types.js";
import type { Persona } from "./personas.types.js";
import type { Committee, Community, Grid, OwnersCommittee } from "./places/places.types.js";
import type { WorkOrder } from "./work/work.types.js";

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
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
