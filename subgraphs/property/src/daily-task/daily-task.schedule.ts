import {
  clearTimer,
  defineJob,
  defineTimer,
  newId,
  operatorOf,
  setTimer,
  shanghaiDate,
} from "@hutong/kit";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { lapseGrab } from "../grab/grab.outcome.js";
import { day, plus, shanghaiInstant } from "../time.js";
import { DailyTask } from "./daily-task.entity.js";
import { lockTask } from "./daily-task.reference.js";
import { announceTask, DailyTaskEventKind } from "./daily-task.events.js";
import { DailyTaskState } from "./daily-task.state.js";
import { DutyPlan } from "./duty-plan.entity.js";

const { SENT, OPEN, GRABBED } = DailyTaskState;

/** A task that its responsible person has not handled in time opens for grabbing. */
export const taskDueTimer = defineTimer({
  name: "daily-task/due",
  fire: async ({ em, now }, { subject }) => {
    const task = await lockTask(em, subject);
    if (task?.state !== SENT) return;
    task.open(now);
    announceTask(em, task, DailyTaskEventKind.OPENED);
  },
});

/** A grabber who does not finish in time gives others the chance again. */
export const grabDueTimer = defineTimer({
  name: "daily-task/grab-due",
  fire: async ({ em, now }, { subject }) => {
    const task = await lockTask(em, subject);
    if (task?.state !== GRABBED) return;
    await lapseGrab(em, task, now);
    task.open(now);
    announceTask(em, task, DailyTaskEventKind.LAPSED);
  },
});

/** The day is over. */
export const taskCloseTimer = defineTimer({
  name: "daily-task/close",
  fire: async ({ em, now }, { subject }) => {
    const task = await lockTask(em, subject);
    if (!task || ![SENT, OPEN, GRABBED].includes(task.state)) return;
    if (task.state === GRABBED) await lapseGrab(em, task, now);
    clearTimer(em, grabDueTimer, task.id);
    task.miss();
    announceTask(em, task, DailyTaskEventKind.MISSED);
  },
});

/** Every night, the tasks of the day. */
export const dailyTasksJob = defineJob({
  name: "daily-tasks",
  cron: "5 0 * * *",
  run: async ({ em, now }) => {
    await sendTasks(em, now);
  },
});

/**
 * Sends the tasks that plans have for the day of an instant. A plan brings one a day, however often
 * this runs; one whose time has passed already is left for its next day.
 * @param which - only of these plans
 */
export async function sendTasks(
  em: EntityManager,
  at: Date,
  which: FilterQuery<DutyPlan> = {},
): Promise<DailyTask[]> {
  const date = shanghaiDate(at);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  const plans = (
    await em.find(
      DutyPlan,
      { $and: [which, { endedAt: null, staff: { leftOn: null } }] },
      { populate: ["staff"], orderBy: { id: "asc" } },
    )
  ).filter((plan) => plan.weekdays.includes(weekday) && shanghaiInstant(date, plan.dueAt) > at);
  const sent = new Set(
    (await em.find(DailyTask, { date, plan: { $in: plans.map(({ id }) => id) } })).map(
      (task) => task.plan.id,
    ),
  );
  return plans.filter(({ id }) => !sent.has(id)).map((plan) => send(em, plan, date));
}

function send(em: EntityManager, plan: DutyPlan, date: string): DailyTask {
  const task = em.create(DailyTask, {
    id: newId("dtk", operatorOf(plan.id)),
    firmId: plan.firmId,
    communityId: plan.communityId,
    project: plan.project,
    plan,
    date,
    title: plan.title,
    skill: plan.skill ?? null,
    state: SENT,
    staff: plan.staff,
    holder: plan.staff,
    holderPersonId: plan.staff.getEntity().personId,
    sentAt: shanghaiInstant(date, plan.sendAt),
    dueAt: shanghaiInstant(date, plan.dueAt),
    closesAt: plus(shanghaiInstant(date), day),
  });
  em.persist(task);
  setTimer(em, taskDueTimer, task.id, task.dueAt);
  setTimer(em, taskCloseTimer, task.id, task.closesAt);
  announceTask(em, task, DailyTaskEventKind.SENT);
  return task;
}
