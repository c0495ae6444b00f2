import { defineExtension, defineSubgraph } from "@hutong/kit";

import { Community } from "./community.extension.js";
import { Complaint } from "./complaint.extension.js";
import { Contractor } from "./contractor/contractor.entity.js";
import { contractorReference } from "./contractor/contractor.reference.js";
import {
  CommunityContractorResolver,
  ContractorResolver,
} from "./contractor/contractor.resolver.js";
import { Cleaner } from "./crew/cleaner.entity.js";
import { Crew } from "./crew/crew.entity.js";
import { cleanerReference } from "./crew/crew.reference.js";
import { CleanerResolver, CrewResolver } from "./crew/crew.resolver.js";
import { CleaningStaffingResolver } from "./crew/staffing.js";
import { ServedCommunity } from "./crew/served-community.entity.js";
import { Migration20260301000001_cleaning } from "./migrations/Migration20260301000001_cleaning.js";
import { Migration20260322000010_undo_check_in } from "./migrations/Migration20260322000010_undo_check_in.js";
import { CheckInPhotos } from "./task/check-in-photos.js";
import { CheckIn } from "./task/check-in.entity.js";
import { CheckInResolver, CleaningTaskEventResolver } from "./task/check-in.resolver.js";
import { TaskEntry } from "./task/task-entry.entity.js";
import { CleaningTask } from "./task/task.entity.js";
import { taskReference } from "./task/task.reference.js";
import {
  CleaningTaskResolver,
  CommunityTasksResolver,
  ComplaintTasksResolver,
} from "./task/task.resolver.js";

/** The cleaning contractors' subgraph: their crews, tasks and check-ins. */
export const cleaning = defineSubgraph({
  name: "cleaning",
  servedByOperators: true,
  resolvers: [
    ContractorResolver,
    CommunityContractorResolver,
    CrewResolver,
    CleaningStaffingResolver,
    CleanerResolver,
    CleaningTaskResolver,
    CheckInResolver,
    CheckInPhotos,
    CleaningTaskEventResolver,
    ComplaintTasksResolver,
    CommunityTasksResolver,
  ],
  references: [
    contractorReference,
    cleanerReference,
    taskReference,
    defineExtension(Community),
    defineExtension(Complaint),
  ],
  entities: [Contractor, Crew, Cleaner, ServedCommunity, CleaningTask, CheckIn, TaskEntry],
  migrations: [Migration20260301000001_cleaning, Migration20260322000010_undo_check_in],
  ownerColumns: { Contractor: "operator", ServedCommunity: "crew" },
});
