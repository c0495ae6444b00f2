import {
  After,
  type Connection,
  connectionOf,
  type Context,
  Live,
  PageArgs,
  Photo,
  photosOf,
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
import { FirmStaff } from "../staff/staff.entity.js";
import { staffReference } from "../staff/staff.reference.js";
import { DailyTask } from "./daily-task.entity.js";
import { DailyTaskEvent, dailyTaskTopic } from "./daily-task.events.js";
import { AnswerTaskInput } from "./daily-task.input.js";
import { dailyTaskReference, dutyPlanReference } from "./daily-task.reference.js";
import { answerTask, listTasks } from "./daily-task.service.js";
import { DailyTaskState } from "./daily-task.state.js";
import { DutyPlan } from "./duty-plan.entity.js";

const DailyTaskConnection = connectionOf(DailyTask);

@Resolver(() => DailyTask)
export class DailyTaskResolver {
  @Directive('@operator(arg: "firm")')
  @Directive('@gather(orderBy: ["sentAt:desc", "id:desc"])')
  @Query(() => DailyTaskConnection, {
    nullable: true,
    description: "The daily tasks of the actor's firm, latest first. 日常任务列表",
  })
  dailyTasks(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("firm", () => ID, { nullable: true, description: "Only of this firm. 企业" })
    firm?: string,
    @Arg("project", () => ID, { nullable: true, description: "Only of this project. 项目" })
    project?: string,
    @Arg("states", () => [DailyTaskState], {
      nullable: true,
      description: "Only in one of these states. 状态",
    })
    states?: DailyTaskState[],
    @Arg("mine", () => Boolean, { nullable: true, description: "Only the actor's own. 仅本人" })
    mine?: boolean,
  ): Promise<Connection<DailyTask>> {
    return listTasks(context, { firm, project, states, mine }, page);
  }

  @Directive('@operator(arg: "input.task")')
  @Mutation(() => DailyTask, { description: "Report a task done. 完成任务" })
  answerTask(
    @Ctx() context: Context,
    @Arg("input", () => AnswerTaskInput, { description: "Which, and what was done. 任务" })
    input: AnswerTaskInput,
  ): Promise<DailyTask> {
    return answerTask(context, input);
  }

  @Directive('@operator(arg: "firm")')
  @Live(() => DailyTaskEvent, {
    topic: dailyTaskTopic,
    description: "What happens to the daily tasks of a firm. 日常任务动态",
    admit: ({ actor }, { firm }: { firm: string }) =>
      insist(
        maySeeLabour(actor, requireId(firm, "firm")),
        "This firm's tasks are not yours to watch",
      ),
    concerns: ({ payload }, _context, { firm }) => payload.firm === firm,
  })
  dailyTaskChanged(
    @Root() event: DailyTaskEvent,
    @Arg("firm", () => ID, { description: "Of which firm. 企业" }) _firm: string,
    @After() _after?: string,
  ): DailyTaskEvent {
    return event;
  }

  @FieldResolver(() => [Photo], { description: "Photos of the answer. 照片" })
  photos(@Root() { id }: DailyTask, @Ctx() context: Context): Promise<Photo[]> {
    return photosOf(id, context);
  }

  @FieldResolver(() => DutyPlan, { nullable: true, description: "The plan behind it. 计划" })
  plan(@Root() { plan }: DailyTask, @Ctx() context: Context) {
    return dutyPlanReference.loadOne(plan.id, context);
  }

  @FieldResolver(() => PropertyProject, { nullable: true, description: "Where. 项目" })
  project(@Root() { project }: DailyTask, @Ctx() context: Context) {
    return projectReference.loadOne(project.id, context);
  }

  @FieldResolver(() => FirmStaff, { nullable: true, description: "Who is responsible. 责任人" })
  responsible(@Root() { staff }: DailyTask, @Ctx() context: Context) {
    return staffReference.loadOne(staff.id, context);
  }

  @FieldResolver(() => FirmStaff, {
    nullable: true,
    description: "Whose it is now; nobody's while it is open for grabbing. 当前处理人",
  })
  holder(@Root() { holder }: DailyTask, @Ctx() context: Context) {
    return holder ? staffReference.loadOne(holder.id, context) : null;
  }
}

@Resolver(() => DailyTaskEvent)
export class DailyTaskEventResolver {
  @FieldResolver(() => DailyTask, { nullable: true, description: "The task as it is now. 任务" })
  task(@Root() { payload }: DailyTaskEvent, @Ctx() context: Context) {
    return dailyTaskReference.loadOne(payload.task, context);
  }
}
