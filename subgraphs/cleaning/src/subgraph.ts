import { defineExtension, defineSubgraph } from "@hutong/kit";

import { CallBack } from "./call-back/call-back.entity.js";
import { CallBackEventResolver, CallBackResolver } from "./call-back/call-back.resolver.js";
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
import { CleanerEventResolver, CleanerResolver, CrewResolver } from "./crew/crew.resolver.js";
import { CleaningStaffingResolver } from "./crew/staffing.js";
import { ServedCommunity } from "./crew/served-community.entity.js";
import {
  ContractorDoubleSitesResolver,
  DoubleSiteResolver,
} from "./double-site/double-site.resolver.js";
import { ExportResolver } from "./export/export.resolver.js";
import { Migration20260301000001_cleaning } from "./migrations/Migration20260301000001_cleaning.js";
import { Migration20260322000010_undo_check_in } from "./migrations/Migration20260322000010_undo_check_in.js";
import { CheckInPhotos } from "./task/check-in-photos.js";
import { Migration20261122000002_sms } from "./migrations/Migration20261122000002_sms.js";
import { Migration20261122000003_plans } from "./migrations/Migration20261122000003_plans.js";
import { Migration20261122000004_register } from "./migrations/Migration20261122000004_register.js";
import { Migration20261122000005_double_site } from "./migrations/Migration20261122000005_double_site.js";
import { Migration20261122000006_check_ins_of_one } from "./migrations/Migration20261122000006_check_ins_of_one.js";
import { SmsCode } from "./sms/sms-code.entity.js";
import { SmsMessage } from "./sms/sms-message.entity.js";
import { makeSmsSending } from "./sms/sms-queue.js";
import { createSimulatedCarrier, type SmsGateway } from "./sms/sms.gateway.js";
import { CleanerSmsResolver } from "./sms/sms.resolver.js";
import { smsRoutes } from "./sms/sms.routes.js";
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
import { Training } from "./training/training.entity.js";
import { TrainingResolver } from "./training/training.resolver.js";

/** What a contractor's server works with beside its database. */
export interface CleaningOptions {
  /** Who carries SMS. Default: nobody; what is to be said waits in memory alone. */
  readonly sms?: SmsGateway;
}

/** The cleaning contractors' subgraph: their crews, tasks and check-ins. */
export const defineCleaning = ({ sms = createSimulatedCarrier() }: CleaningOptions = {}) =>
  defineSubgraph({
    name: "cleaning",
    servedByOperators: true,
    resolvers: [
      ContractorResolver,
      CommunityContractorResolver,
      CrewResolver,
      CleaningStaffingResolver,
      CleanerResolver,
      CleanerEventResolver,
      CleaningTaskResolver,
      CheckInResolver,
      CheckInPhotos,
      CleaningTaskEventResolver,
      ComplaintTasksResolver,
      CommunityTasksResolver,
      CleanerSmsResolver,
      CallBackResolver,
      CallBackEventResolver,
      TrainingResolver,
      DoubleSiteResolver,
      ContractorDoubleSitesResolver,
      ExportResolver,
    ],
    references: [
      contractorReference,
      cleanerReference,
      taskReference,
      defineExtension(Community),
      defineExtension(Complaint),
    ],
    entities: [
      Contractor,
      Crew,
      Cleaner,
      ServedCommunity,
      CleaningTask,
      CheckIn,
      TaskEntry,
      SmsCode,
      SmsMessage,
      CallBack,
      Training,
    ],
    migrations: [
      Migration20260301000001_cleaning,
      Migration20260322000010_undo_check_in,
      Migration20261122000002_sms,
      Migration20261122000003_plans,
      Migration20261122000004_register,
      Migration20261122000005_double_site,
      Migration20261122000006_check_ins_of_one,
    ],
    ownerColumns: { Contractor: "operator", ServedCommunity: "crew", SmsCode: "cleanerId" },
    timers: [makeSmsSending(sms)],
    routes: smsRoutes(sms),
  });

/** The same, with no carrier. */
export const cleaning = defineCleaning();
