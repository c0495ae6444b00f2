import { After, type Context, Live, requireId } from "@hutong/kit";
import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";

import { insist, maySeeLabour } from "../firm.policy.js";
import { PropertyProject } from "../project/project.entity.js";
import { projectReference } from "../project/project.reference.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { staffReference } from "../staff/staff.reference.js";
import { EndDutyInput, PlanDutyInput } from "./daily-task.input.js";
import { dutyPlanReference } from "./daily-task.reference.js";
import { endDuty, planDuty } from "./daily-task.service.js";
import { DutyPlan } from "./duty-plan.entity.js";
import { DutyPlanEvent, dutyPlanTopic } from "./duty-plan.events.js";

@Resolver(() => DutyPlan)
export class DutyPlanResolver {
  @Directive('@operator(arg: "input.project")')
  @Mutation(() => DutyPlan, {
    description:
      "Plan what somebody does on certain days; each day's task is sent by itself. 新建任务计划",
  })
  planDuty(
    @Ctx() context: Context,
    @Arg("input", () => PlanDutyInput, { description: "The plan. 计划" }) input: PlanDutyInput,
  ): Promise<DutyPlan> {
    return planDuty(context, input);
  }

  @Directive('@operator(arg: "input.plan")')
  @Mutation(() => DutyPlan, { description: "End a plan. 停用任务计划" })
  endDuty(
    @Ctx() context: Context,
    @Arg("input", () => EndDutyInput, { description: "Which. 计划" }) input: EndDutyInput,
  ): Promise<DutyPlan> {
    return endDuty(context, input.plan);
  }

  @Directive('@operator(arg: "firm")')
  @Live(() => DutyPlanEvent, {
    topic: dutyPlanTopic,
    description: "What is planned for a firm's people, and ends. 任务计划动态",
    admit: ({ actor }, { firm }: { firm: string }) =>
      insist(
        maySeeLabour(actor, requireId(firm, "firm")),
        "This firm's plans are not yours to watch",
      ),
    concerns: ({ payload }, _context, { firm }) => payload.firm === firm,
  })
  dutyPlanChanged(
    @Root() event: DutyPlanEvent,
    @Arg("firm", () => ID, { description: "Of which firm. 企业" }) _firm: string,
    @After() _after?: string,
  ): DutyPlanEvent {
    return event;
  }

  @FieldResolver(() => FirmStaff, { nullable: true, description: "Who is responsible. 责任人" })
  responsible(@Root() { staff }: DutyPlan, @Ctx() context: Context) {
    return staffReference.loadOne(staff.id, context);
  }

  @FieldResolver(() => PropertyProject, { nullable: true, description: "Where. 项目" })
  project(@Root() { project }: DutyPlan, @Ctx() context: Context) {
    return projectReference.loadOne(project.id, context);
  }
}

@Resolver(() => DutyPlanEvent)
export class DutyPlanEventResolver {
  @FieldResolver(() => DutyPlan, { nullable: true, description: "The plan as it is now. 计划" })
  plan(@Root() { payload }: DutyPlanEvent, @Ctx() context: Context) {
    return dutyPlanReference.loadOne(payload.plan, context);
  }
}
