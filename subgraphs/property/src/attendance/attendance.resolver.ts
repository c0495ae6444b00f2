import { type Connection, connectionOf, type Context, PageArgs } from "@hutong/kit";
import {
  Arg,
  Args,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from "type-graphql";

import { PropertyProject } from "../project/project.entity.js";
import { projectReference } from "../project/project.reference.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { StaffEvent } from "../staff/staff.events.js";
import { staffReference } from "../staff/staff.reference.js";
import { Attendance } from "./attendance.entity.js";
import { ClockInInput, ClockOutInput } from "./attendance.input.js";
import { attendanceReference } from "./attendance.reference.js";
import { clockIn, clockOut, listAttendance } from "./attendance.service.js";
import { Staffing, staffingOf } from "./staffing.js";

const AttendanceConnection = connectionOf(Attendance);

@Resolver(() => Attendance)
export class AttendanceResolver {
  @Directive('@operator(arg: "firm")')
  @Directive('@gather(orderBy: ["startedAt:desc", "id:desc"])')
  @Query(() => AttendanceConnection, {
    nullable: true,
    description: "Who was where and when, latest first, as far as the actor may see it. 考勤列表",
  })
  attendance(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("firm", () => ID, { nullable: true, description: "Only of this firm. 企业" })
    firm?: string,
    @Arg("project", () => ID, { nullable: true, description: "Only at this site. 项目" })
    project?: string,
    @Arg("atTwoSites", () => Boolean, {
      nullable: true,
      description: "Only of people said to be at two sites at once. 仅人员复用",
    })
    atTwoSites?: boolean,
  ): Promise<Connection<Attendance>> {
    return listAttendance(context, { firm, project, atTwoSites }, page);
  }

  @Directive('@operator(arg: "input.project")')
  @Mutation(() => Attendance, { description: "Come to a site. 到岗打卡" })
  clockIn(
    @Ctx() context: Context,
    @Arg("input", () => ClockInInput, { description: "Where. 到岗" }) input: ClockInInput,
  ): Promise<Attendance> {
    return clockIn(context, input);
  }

  @Directive('@operator(arg: "input.attendance")')
  @Mutation(() => Attendance, { description: "Go from a site. 离岗打卡" })
  clockOut(
    @Ctx() context: Context,
    @Arg("input", () => ClockOutInput, { description: "From where. 离岗" }) input: ClockOutInput,
  ): Promise<Attendance> {
    return clockOut(context, input.attendance);
  }

  @FieldResolver(() => PropertyProject, { nullable: true, description: "The site. 项目" })
  project(@Root() { project }: Attendance, @Ctx() context: Context) {
    return projectReference.loadOne(project.id, context);
  }

  @FieldResolver(() => FirmStaff, { nullable: true, description: "Who. 人员" })
  staff(@Root() { staff }: Attendance, @Ctx() context: Context) {
    return staffReference.loadOne(staff.id, context);
  }
}

@Resolver(() => PropertyProject)
export class ProjectStaffingResolver {
  @FieldResolver(() => [Staffing], {
    nullable: true,
    description:
      "Registered and present headcount by post, to be held against what the contract promises. 在册与在岗人数",
  })
  staffing(@Root() { id }: PropertyProject, @Ctx() context: Context): Promise<Staffing[]> {
    return staffingOf(id, context);
  }
}

@Resolver(() => StaffEvent)
export class StaffEventAttendanceResolver {
  @FieldResolver(() => Attendance, {
    nullable: true,
    description: "The presence it is about, if it is about one. 考勤",
  })
  attendance(@Root() { payload }: StaffEvent, @Ctx() context: Context) {
    return payload.attendance ? attendanceReference.loadOne(payload.attendance, context) : null;
  }
}
