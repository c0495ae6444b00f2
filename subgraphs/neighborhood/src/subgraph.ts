import { defineSubgraph } from "@hutong/kit";

import { CaseClock } from "./clock/case-clock.entity.js";
import { clockBreach, clockWarning } from "./clock/clock.timers.js";
import { Community } from "./community/community.entity.js";
import { communityReference } from "./community/community.reference.js";
import { CommunityResolver } from "./community/community.resolver.js";
import { followContracts } from "./community/contracts.follow.js";
import { firmChange, followTakeovers } from "./community/takeovers.follow.js";
import { ComplaintStepsResolver } from "./complaint/complaint-steps.resolver.js";
import { Complaint } from "./complaint/complaint.entity.js";
import { complaintReference } from "./complaint/complaint.reference.js";
import { ComplaintEventResolver, ComplaintResolver } from "./complaint/complaint.resolver.js";
import { TimelineEntry } from "./complaint/timeline.entity.js";
import { Disclosure } from "./disclosure/disclosure.entity.js";
import { followCleaningTasks } from "./complaint/cleaning-tasks.follow.js";
import { followHelpRequests } from "./complaint/help-requests.follow.js";
import { followWorkOrders } from "./complaint/work-orders.follow.js";
import { Grid } from "./grid/grid.entity.js";
import { gridReference } from "./grid/grid.reference.js";
import { GridResolver } from "./grid/grid.resolver.js";
import { Migration20260301000001_neighborhood } from "./migrations/Migration20260301000001_neighborhood.js";
import { Escalation } from "./escalation/escalation.entity.js";
import { escalationReference } from "./escalation/escalation.reference.js";
import {
  ComplaintEscalationsResolver,
  EscalationEventResolver,
  EscalationResolver,
} from "./escalation/escalation.resolver.js";
import { levelOverdue } from "./escalation/ladder.js";
import { ExportResolver } from "./export/export.resolver.js";
import { GradingRule } from "./grading/grading-rule.entity.js";
import { GradingResolver } from "./grading/grading.resolver.js";
import { ComplaintPhotosResolver } from "./intake/complaint-photos.js";
import { IntakeResolver } from "./intake/intake.resolver.js";
import { MergeResolver } from "./merge/merge.resolver.js";
import { Migration20260315000001_case_work } from "./migrations/Migration20260315000001_case_work.js";
import { Migration20260315000002_complaint_search } from "./migrations/Migration20260315000002_complaint_search.js";
import { Migration20260315000003_clocks_escalation } from "./migrations/Migration20260315000003_clocks_escalation.js";
import { Notification } from "./notification/notification.entity.js";
import {
  NotificationEventResolver,
  NotificationResolver,
} from "./notification/notification.resolver.js";
import { Migration20260315000004_report_code } from "./migrations/Migration20260315000004_report_code.js";
import { Migration20260315000005_complaint_plans } from "./migrations/Migration20260315000005_complaint_plans.js";
import { Migration20260315000006_former_firms } from "./migrations/Migration20260315000006_former_firms.js";
import { Migration20260315000007_firm_since } from "./migrations/Migration20260315000007_firm_since.js";
import { Migration20260315000008_begin_of_number } from "./migrations/Migration20260315000008_begin_of_number.js";
import { Migration20260315000009_pairs_at_once } from "./migrations/Migration20260315000009_pairs_at_once.js";
import { Migration20260315000010_place_statistics } from "./migrations/Migration20260315000010_place_statistics.js";
import { posterPage } from "./report-code/poster.page.js";
import { receiptPage } from "./report-code/receipt.page.js";
import { Receipt, ReportCode } from "./report-code/report-code.entity.js";
import { ReportCodeResolver } from "./report-code/report-code.resolver.js";
import { reportForm, reportSent } from "./report-code/report.page.js";
import { CaseSettings } from "./settings/settings.entity.js";
import { SettingsResolver } from "./settings/settings.resolver.js";
import { Suspension } from "./suspension/suspension.entity.js";
import { suspensionEnd } from "./suspension/suspension.timers.js";
import { SuspensionResolver } from "./suspension/suspension.resolver.js";
import { Viewer } from "./viewer/viewer.entity.js";

/** The neighborhood committee's subgraph: grids, communities and the cases of their residents. */
export const neighborhood = defineSubgraph({
  name: "neighborhood",
  resolvers: [
    GridResolver,
    CommunityResolver,
    ComplaintResolver,
    ComplaintStepsResolver,
    ComplaintEventResolver,
    IntakeResolver,
    ComplaintPhotosResolver,
    MergeResolver,
    SuspensionResolver,
    GradingResolver,
    SettingsResolver,
    NotificationResolver,
    NotificationEventResolver,
    ExportResolver,
    ReportCodeResolver,
    EscalationResolver,
    EscalationEventResolver,
    ComplaintEscalationsResolver,
  ],
  references: [gridReference, communityReference, complaintReference, escalationReference],
  entities: [
    Grid,
    Community,
    Complaint,
    TimelineEntry,
    Disclosure,
    Viewer,
    Suspension,
    GradingRule,
    CaseSettings,
    Notification,
    CaseClock,
    Escalation,
    ReportCode,
    Receipt,
  ],
  migrations: [
    Migration20260301000001_neighborhood,
    Migration20260315000001_case_work,
    Migration20260315000002_complaint_search,
    Migration20260315000003_clocks_escalation,
    Migration20260315000004_report_code,
    Migration20260315000005_complaint_plans,
    Migration20260315000006_former_firms,
    Migration20260315000007_firm_since,
    Migration20260315000008_begin_of_number,
    Migration20260315000009_pairs_at_once,
    Migration20260315000010_place_statistics,
  ],
  follows: [
    followHelpRequests,
    followWorkOrders,
    followCleaningTasks,
    followTakeovers,
    followContracts,
  ],
  pages: [posterPage, reportForm, reportSent, receiptPage],
  timers: [clockWarning, clockBreach, levelOverdue, suspensionEnd, firmChange],
});
