import {
  After,
  Clock,
  ClockKind,
  type Connection,
  connectionOf,
  type Context,
  Live,
  PageArgs,
  readClock,
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

import { Community, communityOf } from "../community.extension.js";
import { Complaint, complaintOf } from "../complaint.extension.js";
import { Contractor } from "../contractor/contractor.entity.js";
import { contractorReference } from "../contractor/contractor.reference.js";
import { Cleaner } from "../crew/cleaner.entity.js";
import { Crew } from "../crew/crew.entity.js";
import { cleanerReference, crewOf } from "../crew/crew.reference.js";
import { CheckIn, checkInsOf } from "./check-in.entity.js";
import { checkIn, proxyCheckIn, verifyTask } from "./check-in.service.js";
import { CleaningTask } from "./task.entity.js";
import { CleaningTaskEvent, factsOfEvent, taskTopic } from "./task.events.js";
import {
  CheckInInput,
  CreateCleaningTaskInput,
  ProxyCheckInInput,
  UndoCheckInInput,
  VerifyCleaningTaskInput,
} from "./task.input.js";
import { mayCheckIn, mayRead, mayVerify } from "./task.policy.js";
import { standingIn, tasksOfComplaint } from "./task.reference.js";
import { createTask, listMyTasks, listTasks, readTask } from "./task.service.js";
import { CheckInVerb } from "./task.state.js";
import { undoCheckIn } from "./undo.service.js";

const CleaningTaskConnection = connectionOf(CleaningTask);

@Resolver(() => CleaningTask)
export class CleaningTaskResolver {
  @Directive('@operator(arg: "id")')
  @Query(() => CleaningTask, { nullable: true, description: "One cleaning task. 查看保洁任务" })
  cleaningTask(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`tsk_c02_…`" }) id: string,
  ): Promise<CleaningTask> {
    return readTask(context, id);
  }

  @Directive('@gather(orderBy: ["createdAt:desc", "id:desc"])')
  @Query(() => CleaningTaskConnection, {
    nullable: true,
    description:
      "A cleaner's own tasks, a crew leader's crew's, newest first; for other roles, none. 我的保洁任务",
  })
  myCleaningTasks(
    @Ctx() context: Context,
    @Args() page: PageArgs,
  ): Promise<Connection<CleaningTask>> {
    return listMyTasks(context, page);
  }

  @Directive('@operator(arg: "input.contractor")')
  @Mutation(() => CleaningTask, {
    description: "Write a task for the crew that cleans where a complaint was made. 新建保洁任务",
  })
  createCleaningTask(
    @Ctx() context: Context,
    @Arg("input", () => CreateCleaningTaskInput, { description: "The task. 任务" })
    input: CreateCleaningTaskInput,
  ): Promise<CleaningTask> {
    return createTask(context, input);
  }

  @Directive('@operator(arg: "input.task")')
  @Mutation(() => CleaningTask, { description: "Check in to one's own task. 打卡" })
  checkIn(
    @Ctx() context: Context,
    @Arg("input", () => CheckInInput, { description: "What is reported. 打卡内容" })
    input: CheckInInput,
  ): Promise<CleaningTask> {
    return checkIn(context, input);
  }

  @Directive('@operator(arg: "input.task")')
  @Mutation(() => CleaningTask, {
    description: "Check in for a cleaner who cannot, by the crew's leader. 班长代录",
  })
  proxyCheckIn(
    @Ctx() context: Context,
    @Arg("input", () => ProxyCheckInInput, { description: "What is reported, for whom. 代录内容" })
    input: ProxyCheckInInput,
  ): Promise<CleaningTask> {
    return proxyCheckIn(context, input);
  }

  @Directive('@operator(arg: "input.checkIn")')
  @Mutation(() => CleaningTask, {
    description: "Take back a check-in that one sent, within ten minutes. 撤销打卡",
  })
  undoCheckIn(
    @Ctx() context: Context,
    @Arg("input", () => UndoCheckInInput, { description: "Which check-in. 打卡" })
    { checkIn }: UndoCheckInInput,
  ): Promise<CleaningTask> {
    return undoCheckIn(context, checkIn);
  }

  @Directive('@operator(arg: "input.task")')
  @Mutation(() => CleaningTask, { description: "Confirm that a task is done. 核查" })
  verifyCleaningTask(
    @Ctx() context: Context,
    @Arg("input", () => VerifyCleaningTaskInput, { description: "Which task. 任务" })
    input: VerifyCleaningTaskInput,
  ): Promise<CleaningTask> {
    return verifyTask(context, input.task);
  }

  @Directive('@operator(arg: "id")')
  @Directive("@gather(orderBy: [])")
  @Live(() => CleaningTaskEvent, {
    topic: taskTopic,
    description:
      "What happens to cleaning tasks that are the actor's to see: one, or all of them. 保洁任务动态",
    admit: async (context, { id }: { id?: string }) => {
      context.actor.require("case:read");
      if (id) await readTask(context, id);
    },
    concerns: ({ payload }, { actor }, { id }) =>
      (!id || payload.task === id) && mayRead(actor, factsOfEvent(payload)),
  })
  cleaningTaskChanged(
    @Root() event: CleaningTaskEvent,
    @Arg("id", () => ID, { nullable: true, description: "Only this task. 任务编号" }) _id?: string,
    @After() _after?: string,
  ): CleaningTaskEvent {
    return event;
  }

  @FieldResolver(() => Contractor, { description: "Whose task it is. 保洁单位" })
  contractor(@Root() task: CleaningTask, @Ctx() context: Context): Promise<Contractor | null> {
    return contractorReference.loadOne(task.contractor.id, context);
  }

  @FieldResolver(() => Crew, { description: "Which crew does it. 班组" })
  crew(@Root() task: CleaningTask, @Ctx() context: Context): Promise<Crew | null> {
    return crewOf(task.crew.id, context);
  }

  @FieldResolver(() => Cleaner, {
    nullable: true,
    description: "Who does it, once somebody has taken it. 保洁员",
  })
  async cleaner(
    @Root() { cleaner }: CleaningTask,
    @Ctx() context: Context,
  ): Promise<Cleaner | null> {
    return cleaner ? cleanerReference.loadOne(cleaner.id, context) : null;
  }

  @FieldResolver(() => Community, { nullable: true, description: "Where. 小区" })
  community(@Root() { communityId }: CleaningTask): Community {
    return communityOf(communityId);
  }

  @FieldResolver(() => Complaint, {
    nullable: true,
    description: "The case it is for, if any. 关联诉求",
  })
  complaint(@Root() { complaintId }: CleaningTask): Complaint | null {
    return complaintOf(complaintId);
  }

  @FieldResolver(() => [Clock], {
    description: "The contractor's promise on this task. 外包方承诺时限",
  })
  clocks(@Root() { createdAt, dueAt, doneAt }: CleaningTask): Clock[] {
    const kind = ClockKind.CONTRACTOR_DONE;
    return [readClock({ kind, startedAt: createdAt, dueAt, stoppedAt: doneAt ?? null })];
  }

  @FieldResolver(() => [CheckIn], { description: "What was reported, oldest first. 打卡记录" })
  checkIns(@Root() { id }: CleaningTask, @Ctx() context: Context): Promise<CheckIn[]> {
    return checkInsOf(id, context);
  }

  @FieldResolver(() => Boolean, {
    description: "Whether the actor may check in to it now. 可否打卡",
  })
  async canCheckIn(@Root() task: CleaningTask, @Ctx() context: Context): Promise<boolean> {
    const leadsOn = Object.values(CheckInVerb).some((verb) => task.permits(verb));
    return leadsOn && mayCheckIn(context.actor, task, await standingIn(task, context));
  }

  @FieldResolver(() => Boolean, { description: "Whether the actor may confirm it now. 可否核查" })
  async canVerify(@Root() task: CleaningTask, @Ctx() context: Context): Promise<boolean> {
    return (
      task.permits("VERIFY") && mayVerify(context.actor, task, await standingIn(task, context))
    );
  }
}

@Resolver(() => Complaint)
export class ComplaintTasksResolver {
  // Which contractor was asked is nobody's to know but the contractors'.
  @Directive('@gather(orderBy: ["createdAt:asc", "id:asc"])')
  @FieldResolver(() => [CleaningTask], {
    nullable: true,
    description:
      "What cleaners were asked to do for it, oldest first, as far as the actor may see it. 保洁任务",
  })
  cleaningTasks(@Root() { id }: Complaint, @Ctx() context: Context): Promise<CleaningTask[]> {
    return tasksOfComplaint(id, context);
  }
}

@Resolver(() => Community)
export class CommunityTasksResolver {
  @Directive('@gather(orderBy: ["createdAt:desc", "id:desc"])')
  @FieldResolver(() => CleaningTaskConnection, {
    nullable: true,
    description: "Its cleaning tasks that are the actor's to see, newest first. 本小区保洁任务",
  })
  cleaningTasks(
    @Root() { id }: Community,
    @Ctx() context: Context,
    @Args() page: PageArgs,
  ): Promise<Connection<CleaningTask>> {
    return listTasks(context, id, page);
  }
}
