import { defineExtension, defineSubgraph } from "@hutong/kit";

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
import { Migration20260301000001_property } from "./migrations/Migration20260301000001_property.js";
import { Migration20260302000001_staff } from "./migrations/Migration20260302000001_staff.js";
import { PropertyProject } from "./project/project.entity.js";
import { projectReference } from "./project/project.reference.js";
import {
  CommunityProjectsResolver,
  FirmProjectsResolver,
  PropertyProjectResolver,
} from "./project/project.resolver.js";
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

/** The property firms' subgraph: their projects, people and work orders. */
export const property = defineSubgraph({
  name: "property",
  resolvers: [
    PropertyProjectResolver,
    CommunityProjectsResolver,
    FirmProjectsResolver,
    FirmStaffResolver,
    StaffEventResolver,
    AttendanceResolver,
    ProjectStaffingResolver,
    StaffEventAttendanceResolver,
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
    workOrderReference,
    defineExtension(Community),
    defineExtension(PropertyFirm),
    defineExtension(Complaint),
  ],
  entities: [PropertyProject, FirmStaff, Attendance, WorkOrder, WorkOrderEntry],
  migrations: [Migration20260301000001_property, Migration20260302000001_staff],
  follows: [followDispatchedComplaints],
});
