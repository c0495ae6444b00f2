import {
  attachPhotos,
  type Connection,
  type Context,
  findPage,
  invalidInput,
  newId,
  notFound,
  operatorOf,
  type PageArgs,
  requireId,
  now,
} from "@hutong/kit";
import type { FilterQuery } from "@mikro-orm/postgresql";

import { insist, labourOf, manages } from "../firm.policy.js";
import { finishGrab } from "../grab/grab.outcome.js";
import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { DailyTask } from "./daily-task.entity.js";
import { lockTask } from "./daily-task.reference.js";
import { announceTask, DailyTaskEventKind } from "./daily-task.events.js";
import type { AnswerTaskInput, PlanDutyInput } from "./daily-task.input.js";
import { sendTasks } from "./daily-task.schedule.js";
import { DailyTaskState } from "./daily-task.state.js";
import { DutyPlan } from "./duty-plan.entity.js";
import { announcePlan, DutyPlanEventKind } from "./duty-plan.events.js";

/** Plans what somebody is to do; today's task goes out at once while there is time for it. */
export async function planDuty(
  { em, actor }: Context,
  { project: projectId, staff: staffId, ...input }: PlanDutyInput,
): Promise<DutyPlan> {
  const project = await em.findOne(PropertyProject, requireId(projectId, "prj"));
  if (!project) throw notFound(`project ${projectId}`);
  insist(manages(actor, project.firmId), "Daily tasks are planned by the firm's manager");
  project.insistServing("PLAN");
  const staff = await em.findOne(FirmStaff, requireId(staffId, "stf"));
  if (!staff) throw notFound(`staff ${staffId}`);
  if (staff.firmId !== project.firmId)
    throw invalidInput({ staff: "must be registered with the same firm" });
  staff.insistActive("PLAN");
  if (input.dueAt <= input.sendAt) throw invalidInput({ dueAt: "must be after sendAt" });
  const at = now();
  return em.transactional(async (inner) => {
    const plan = inner.create(DutyPlan, {
      ...input,
      weekdays: [...input.weekdays],
      skill: input.skill ?? null,
      id: newId("pln", operatorOf(project.id)),
      firmId: project.firmId,
      communityId: project.communityId,
      project: project.id,
      staff: staff.id,
      createdAt: at,
    });
    announcePlan(inner, plan, DutyPlanEventKind.PLANNED);
    await inner.persist(plan).flush();
    await sendTasks(inner, at, { id: plan.id });
    return plan;
  });
}

/** Ends a plan; tasks that were sent already stay. */
export async function endDuty({ em, actor }: Context, id: string): Promise<DutyPlan> {
  const plan = await em.findOne(DutyPlan, requireId(id, "pln"));
  if (!plan) throw notFound(`duty plan ${id}`);
  insist(manages(actor, plan.firmId), "Daily tasks are planned by the firm's manager");
  plan.end(now());
  announcePlan(em, plan, DutyPlanEventKind.ENDED);
  await em.flush();
  return plan;
}

/** Reports a task done: the one responsible, or whoever grabbed it. */
export async function answerTask(context: Context, input: AnswerTaskInput): Promise<DailyTask> {
  const { em, actor } = context;
  requireId(input.task, "dtk");
  actor.require("case:write");
  return em.transactional(async (inner) => {
    // A timer may be opening it for others at this moment.
    const task = await lockTask(inner, input.task);
    if (!task) throw notFound(`daily task ${input.task}`);
    const staff = await inner.findOneOrFail(FirmStaff, task.staff.id);
    const concerned = [task.holderPersonId, staff.personId].includes(actor.id);
    insist(concerned && actor.org === task.firmId, "A task is answered by whose it is");
    insist(
      task.state !== DailyTaskState.GRABBED || task.holderPersonId === actor.id,
      "Somebody else has grabbed it",
    );
    const at = now();
    if (task.state === DailyTaskState.GRABBED) await finishGrab(inner, task, at);
    task.answer(input.note?.trim() || null, at);
    const evidence = { preparedFor: task.id, subject: task.id, caption: "任务照片" };
    await attachPhotos({ em: inner, actor }, input.photos, evidence);
    announceTask(inner, task, DailyTaskEventKind.DONE);
    return task;
  });
}

/** Which tasks of a list. */
export interface TaskFilter {
  readonly firm?: string | null | undefined;
  readonly project?: string | null | undefined;
  readonly states?: readonly DailyTaskState[] | null | undefined;
  readonly mine?: boolean | null | undefined;
}

/** The tasks of the actor's firm, latest first. */
export function listTasks(
  { em, actor }: Context,
  { firm, project, states, mine }: TaskFilter,
  page: PageArgs,
): Promise<Connection<DailyTask>> {
  actor.require("case:read");
  const where: FilterQuery<DailyTask>[] = [labourOf(actor)];
  if (firm) where.push({ firmId: requireId(firm, "firm") });
  if (project) where.push({ project: requireId(project, "prj") });
  if (states?.length) where.push({ state: { $in: [...states] } });
  if (mine) where.push({ holderPersonId: actor.id });
  return findPage(em, DailyTask, { $and: where }, { by: "sentAt", direction: "desc" }, page);
}
