import {
  After,
  type Connection,
  connectionOf,
  type Context,
  ImportReport,
  Live,
  maskPhone,
  PageArgs,
  requireId,
} from "@hutong/kit";
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

import { insist, maySeeLabour } from "../firm.policy.js";
import { PropertyProject } from "../project/project.entity.js";
import { projectReference } from "../project/project.reference.js";
import { FirmStaff } from "./staff.entity.js";
import { StaffEvent, staffTopic } from "./staff.events.js";
import { importStaff } from "./staff.import.js";
import {
  ImportStaffInput,
  RegisterStaffInput,
  StaffInput,
  StaffLeavesInput,
} from "./staff.input.js";
import { maySeeStaffPhone } from "./staff.policy.js";
import { staffReference } from "./staff.reference.js";
import { listStaff, recordStaffLeft, registerStaff, vetStaff } from "./staff.service.js";

const FirmStaffConnection = connectionOf(FirmStaff);

@Resolver(() => FirmStaff)
export class FirmStaffResolver {
  @Directive('@operator(arg: "firm")')
  @Directive('@gather(orderBy: ["registeredOn:desc", "id:desc"])')
  @Query(() => FirmStaffConnection, {
    nullable: true,
    description:
      "The staff of the firms that are the actor's to see, last registered first. 人员名册",
  })
  firmStaff(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("firm", () => ID, { nullable: true, description: "Only of this firm. 企业" })
    firm?: string,
    @Arg("project", () => ID, { nullable: true, description: "Only of this project. 项目" })
    project?: string,
    @Arg("left", () => Boolean, {
      nullable: true,
      description: "Also those who have left. 含离职人员",
    })
    left?: boolean,
  ): Promise<Connection<FirmStaff>> {
    return listStaff(context, { firm, project, left }, page);
  }

  @Directive('@operator(arg: "input.project")')
  @Mutation(() => FirmStaff, { description: "Register somebody under the real name. 实名登记" })
  registerStaff(
    @Ctx() context: Context,
    @Arg("input", () => RegisterStaffInput, { description: "Who. 人员" })
    input: RegisterStaffInput,
  ): Promise<FirmStaff> {
    return registerStaff(context, input);
  }

  @Directive('@operator(arg: "input.firm")')
  @Mutation(() => ImportReport, {
    description: "Register all people of a file, or tell every bad row and none. 批量实名登记",
  })
  importStaff(
    @Ctx() context: Context,
    @Arg("input", () => ImportStaffInput, { description: "The file. 文件" })
    input: ImportStaffInput,
  ): Promise<ImportReport> {
    return importStaff(context, input);
  }

  @Directive('@operator(arg: "input.staff")')
  @Mutation(() => FirmStaff, {
    description: "Confirm that somebody was vetted for work in people's homes. 入户资格审核",
  })
  vetStaff(
    @Ctx() context: Context,
    @Arg("input", () => StaffInput, { description: "Who. 人员" }) input: StaffInput,
  ): Promise<FirmStaff> {
    return vetStaff(context, input);
  }

  @Directive('@operator(arg: "input.staff")')
  @Mutation(() => FirmStaff, { description: "Write down that somebody left the firm. 离职登记" })
  recordStaffLeft(
    @Ctx() context: Context,
    @Arg("input", () => StaffLeavesInput, { description: "Who, and when. 人员" })
    input: StaffLeavesInput,
  ): Promise<FirmStaff> {
    return recordStaffLeft(context, input);
  }

  @Directive('@operator(arg: "firm")')
  @Live(() => StaffEvent, {
    topic: staffTopic,
    description: "What happens with the staff of a firm, attendance included. 人员动态",
    admit: ({ actor }, { firm }: { firm: string }) =>
      insist(
        maySeeLabour(actor, requireId(firm, "firm")),
        "This firm's staff are not yours to watch",
      ),
    concerns: ({ payload }, _context, { firm }) => payload.firm === firm,
  })
  staffChanged(
    @Root() event: StaffEvent,
    @Arg("firm", () => ID, { description: "Of which firm. 企业" }) _firm: string,
    @After() _after?: string,
  ): StaffEvent {
    return event;
  }

  @FieldResolver(() => PropertyProject, { nullable: true, description: "Where they work. 项目" })
  project(@Root() { project }: FirmStaff, @Ctx() context: Context) {
    return projectReference.loadOne(project.id, context);
  }

  @FieldResolver(() => String, { description: "Phone, or `138****1234`. 电话" })
  async phone(@Root() staff: FirmStaff, @Ctx() context: Context): Promise<string> {
    const { firmId, personId, phone } = staff;
    const project = await projectReference.loadOne(staff.project.id, context);
    const clear = maySeeStaffPhone(context.actor, {
      firmId,
      personId,
      communityId: project?.communityId ?? "",
    });
    return clear ? phone : maskPhone(phone);
  }
}

@Resolver(() => StaffEvent)
export class StaffEventResolver {
  @FieldResolver(() => FirmStaff, { nullable: true, description: "Who. 人员" })
  staff(@Root() { payload }: StaffEvent, @Ctx() context: Context) {
    return staffReference.loadOne(payload.staff, context);
  }
}
