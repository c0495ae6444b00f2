import { defineExtension, defineSubgraph } from "@hutong/kit";

import { followAgreements } from "./agreement/agreements.follow.js";
import { PlatformClause } from "./agreement/platform-clause.entity.js";
import { Attendance } from "./attendance/attendance.entity.js";
import { attendanceReference } from "./attendance/attendance.reference.js";
import {
  AttendanceResolver,
  ProjectStaffingResolver,
  StaffEventAttendanceResolver,
} from "./attendance/attendance.resolver.js";
import { Community } from "./community.extension.js";
import { Complaint } from "./complaint.extension.js";
import { PropertyFirm } from "./firm.extension.js";
import { InspectionPoint } from "./inspection/inspection-point.entity.js";
import { Inspection } from "./inspection/inspection.entity.js";
import {
  inspectionPointReference,
  inspectionReference,
} from "./inspection/inspection.reference.js";
import {
  InspectionEventResolver,
  InspectionResolver,
  ProjectInspectionResolver,
} from "./inspection/inspection.resolver.js";
import { ExportResolver } from "./export/export.resolver.js";
import { HomeDisclosure } from "./home-order/home-disclosure.entity.js";
import { HomeOrderStepsResolver } from "./home-order/home-order-steps.resolver.js";
import { HomeOrder } from "./home-order/home-order.entity.js";
import { homeOrderReference } from "./home-order/home-order.reference.js";
import { HomeOrderEventResolver, HomeOrderResolver } from "./home-order/home-order.resolver.js";
import { emergencyTimer } from "./home-order/home-order.timers.js";
import { MonthlyReport } from "./monthly-report/monthly-report.entity.js";
import { monthlyReportReference } from "./monthly-report/monthly-report.reference.js";
import {
  MonthlyReportEventResolver,
  MonthlyReportResolver,
} from "./monthly-report/monthly-report.resolver.js";
import {
  monthlyReportJob,
  reportDueTimer,
  reportReminderTimer,
} from "./monthly-report/monthly-report.schedule.js";
import { Migration20261122000003_hand_over } from "./migrations/Migration20261122000003_hand_over.js";
import { Migration20261122000004_operators_and_finders } from "./migrations/Migration20261122000004_operators_and_finders.js";
import { Migration20261122000005_whose_statistics } from "./migrations/Migration20261122000005_whose_statistics.js";
import { Migration20261122000001_clauses } from "./migrations/Migration20261122000001_clauses.js";
import { Migration20260302000004_homes } from "./migrations/Migration20260302000004_homes.js";
import { Migration20261122000002_plans } from "./migrations/Migration20261122000002_plans.js";
import { Migration20260301000001_property } from "./migrations/Migration20260301000001_property.js";
import { GrabRules } from "./grab/grab-rules.entity.js";
import { Grab } from "./grab/grab.entity.js";
import { grabReference } from "./grab/grab.reference.js";
import { GrabResolver, TaskGrabsResolver } from "./grab/grab.resolver.js";
import { DailyTask } from "./daily-task/daily-task.entity.js";
import { dailyTaskReference, dutyPlanReference } from "./daily-task/daily-task.reference.js";
import { DailyTaskEventResolver, DailyTaskResolver } from "./daily-task/daily-task.resolver.js";
import {
  dailyTasksJob,
  grabDueTimer,
  taskCloseTimer,
  taskDueTimer,
} from "./daily-task/daily-task.schedule.js";
import { DutyPlan } from "./daily-task/duty-plan.entity.js";
import { DutyPlanEventResolver, DutyPlanResolver } from "./daily-task/duty-plan.resolver.js";
import { Dispute } from "./settlement/dispute.entity.js";
import { LabourEntry } from "./settlement/ledger-entry.entity.js";
import { Settlement } from "./settlement/settlement.entity.js";
import {
  disputeReference,
  labourEntryReference,
  settlementReference,
} from "./settlement/settlement.reference.js";
import {
  DisputeResolver,
  LabourEntryResolver,
  SettlementEventResolver,
  SettlementLineResolver,
  SettlementResolver,
} from "./settlement/settlement.resolver.js";
import { settlementJob } from "./settlement/settlement.service.js";
import { Migration20260302000003_tasks } from "./migrations/Migration20260302000003_tasks.js";
import { Migration20260302000001_staff } from "./migrations/Migration20260302000001_staff.js";
import { Migration20260302000002_work } from "./migrations/Migration20260302000002_work.js";
import { EvidencePhotos } from "./photo-evidence.js";
import { PriceItem } from "./price/price-item.entity.js";
import {
  FirmPriceListResolver,
  PriceItemEventResolver,
  PriceItemResolver,
} from "./price/price-item.resolver.js";
import { handOverTimer } from "./project/hand-over.js";
import { PropertyProject } from "./project/project.entity.js";
import { projectReference } from "./project/project.reference.js";
import {
  CommunityProjectsResolver,
  FirmProjectsResolver,
  PropertyProjectResolver,
} from "./project/project.resolver.js";
import { followContracts } from "./project/contracts.follow.js";
import { followTakeovers } from "./project/takeovers.follow.js";
import { FirmStaff } from "./staff/staff.entity.js";
import { staffReference } from "./staff/staff.reference.js";
import { FirmStaffResolver, StaffEventResolver } from "./staff/staff.resolver.js";
import { followDispatchedComplaints } from "./work-order/dispatched-complaints.follow.js";
import { WorkOrderEntry } from "./work-order/work-order-entry.entity.js";
import { WorkOrderStepsResolver } from "./work-order/work-order-steps.resolver.js";
import { WorkOrder } from "./work-order/work-order.entity.js";
import { workOrderReference } from "./work-order/work-order.reference.js";
import {
  ComplaintWorkOrdersResolver,
  FirmWorkOrdersResolver,
  WorkOrderEventResolver,
  WorkOrderResolver,
} from "./work-order/work-order.resolver.js";
import { onSiteTimer, respondTimer } from "./work-order/work-order.timers.js";

/** The property firms' subgraph: their projects, people and work orders. */
export const property = defineSubgraph({
  name: "property",
  servedByOperators: true,
  ownerColumns: { GrabRules: "operator" },
  resolvers: [
    PropertyProjectResolver,
    CommunityProjectsResolver,
    FirmProjectsResolver,
    FirmStaffResolver,
    StaffEventResolver,
    AttendanceResolver,
    ProjectStaffingResolver,
    StaffEventAttendanceResolver,
    PriceItemEventResolver,
    PriceItemResolver,
    FirmPriceListResolver,
    InspectionResolver,
    InspectionEventResolver,
    ProjectInspectionResolver,
    DailyTaskResolver,
    DutyPlanResolver,
    DutyPlanEventResolver,
    DailyTaskEventResolver,
    GrabResolver,
    TaskGrabsResolver,
    SettlementResolver,
    SettlementLineResolver,
    LabourEntryResolver,
    DisputeResolver,
    SettlementEventResolver,
    HomeOrderResolver,
    HomeOrderStepsResolver,
    HomeOrderEventResolver,
    MonthlyReportResolver,
    MonthlyReportEventResolver,
    ExportResolver,
    EvidencePhotos,
    WorkOrderResolver,
    WorkOrderStepsResolver,
    WorkOrderEventResolver,
    ComplaintWorkOrdersResolver,
    FirmWorkOrdersResolver,
  ],
  references: [
    projectReference,
    staffReference,
    attendanceReference,
    dailyTaskReference,
    dutyPlanReference,
    grabReference,
    settlementReference,
    labourEntryReference,
    disputeReference,
    homeOrderReference,
    monthlyReportReference,
    inspectionPointReference,
    inspectionReference,
    workOrderReference,
    defineExtension(Community),
    defineExtension(PropertyFirm),
    defineExtension(Complaint),
  ],
  entities: [
    PropertyProject,
    FirmStaff,
    Attendance,
    PlatformClause,
    PriceItem,
    InspectionPoint,
    Inspection,
    DutyPlan,
    DailyTask,
    Grab,
    GrabRules,
    LabourEntry,
    Settlement,
    Dispute,
    HomeOrder,
    HomeDisclosure,
    MonthlyReport,
    WorkOrder,
    WorkOrderEntry,
  ],
  migrations: [
    Migration20260301000001_property,
    Migration20260302000001_staff,
    Migration20260302000002_work,
    Migration20260302000003_tasks,
    Migration20260302000004_homes,
    Migration20261122000001_clauses,
    Migration20261122000002_plans,
    Migration20261122000003_hand_over,
    Migration20261122000004_operators_and_finders,
    Migration20261122000005_whose_statistics,
  ],
  timers: [
    handOverTimer,
    respondTimer,
    onSiteTimer,
    taskDueTimer,
    grabDueTimer,
    taskCloseTimer,
    emergencyTimer,
    reportReminderTimer,
    reportDueTimer,
  ],
  jobs: [dailyTasksJob, settlementJob, monthlyReportJob],
  follows: [followDispatchedComplaints, followAgreements, followTakeovers, followContracts],
});
