import { newId, operatorOf } from "@hutong/kit";
import { ref } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";

import type { Cleaner } from "../crew/cleaner.entity.js";
import { CheckIn, CheckInMethod } from "./check-in.entity.js";
import type { CleaningTask } from "./task.entity.js";
import { CleaningTaskEventKind, record } from "./task.events.js";
import type { CheckInVerb } from "./task.state.js";

/** What is said, by whom, and how it came. */
export interface CheckInFacts {
  readonly verb: CheckInVerb;
  readonly method: CheckInMethod;
  readonly note: string | null;
  readonly at: Date;
  /** Who sent it, as a person. */
  readonly enteredBy: string;
  /** Who entered it for them. */
  readonly proxyName?: string | null;
  readonly organisation: string | null;
}

/** What each verb is in the book. */
export const verbWords: Readonly<Record<CheckInVerb, string>> = {
  ARRIVED: "到达",
  DONE: "完成",
  CANNOT: "无法完成",
};

/**
 * Enters a check-in, however it came: the task takes the step, a task that was nobody's becomes the
 * cleaner's, the book and the event say so. Nothing is flushed.
 * @throws HutongError `ILLEGAL_TRANSITION`
 */
export function writeCheckIn(
  em: EntityManager,
  task: CleaningTask,
  cleaner: Cleaner,
  { organisation, ...facts }: CheckInFacts,
): CheckIn {
  const { verb, method, at, note, proxyName = null } = facts;
  const stateBefore = task.state;
  task.take(verb, at);
  const tookTask = !task.cleaner;
  task.cleaner ??= ref(cleaner);
  const checkIn = em.create(CheckIn, {
    ...facts,
    id: newId("chk", operatorOf(task.id)),
    task,
    by: cleaner,
    proxyName,
    stateBefore,
    tookTask,
    undoneAt: null,
  });
  em.persist(checkIn);
  const how = { PHOTO: "拍照打卡", SMS: "短信打卡", PROXY: `班长代录(${proxyName})` }[method];
  record(em, task, CleaningTaskEventKind.CHECKED_IN, {
    by: cleaner.name,
    organisation,
    note: `${how}:${verbWords[verb]}${note ? `,${note}` : ""}`,
  });
  return checkIn;
}

/**
 * Takes a check-in back: the task stands as before, the check-in stays in the book, marked. Nothing is
 * flushed.
 * @throws HutongError `ILLEGAL_TRANSITION` when the task has gone on since
 */
export function takeBackCheckIn(
  em: EntityManager,
  task: CleaningTask,
  checkIn: CheckIn,
  cleaner: Cleaner,
  { by, organisation, at }: { by: string; organisation: string | null; at: Date },
): void {
  task.takeBack(checkIn.verb, checkIn.stateBefore!);
  if (checkIn.tookTask || !cleaner.worksIn(task.crew.id)) task.cleaner = null;
  checkIn.undoneAt = at;
  record(em, task, CleaningTaskEventKind.CHECK_IN_UNDONE, {
    by,
    organisation,
    note: `撤销打卡:${verbWords[checkIn.verb]}`,
  });
}

/** Whether another check-in of the task came after this one. */
export async function hasLater(em: EntityManager, { id, task, at }: CheckIn): Promise<boolean> {
  const later = { task, undoneAt: null, $or: [{ at: { $gt: at } }, { at, id: { $gt: id } }] };
  return (await em.count(CheckIn, later)) > 0;
}
