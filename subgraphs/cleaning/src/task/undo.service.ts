import { type Context, HutongError, notFound, now, requireId } from "@hutong/kit";
import { LockMode } from "@mikro-orm/postgresql";

import { contractorNameFor, orConflict } from "./check-in.service.js";
import { Cleaner } from "../crew/cleaner.entity.js";
import { CheckIn } from "./check-in.entity.js";
import type { CleaningTask } from "./task.entity.js";
import { insist, mayUndo } from "./task.policy.js";
import { readTask } from "./task.service.js";
import { hasLater, takeBackCheckIn } from "./write-check-in.js";

/**
 * Takes back a check-in within ten minutes, by who sent it, as long as nothing was done since. It
 * stays in the book, marked.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `TOO_LATE`, `ILLEGAL_TRANSITION`, `CONFLICT`
 */
export async function undoCheckIn(context: Context, id: string): Promise<CleaningTask> {
  const { em, actor } = context;
  const checkIn = await em.findOne(CheckIn, requireId(id, "chk"));
  if (!checkIn) throw notFound(`check-in ${id}`);
  const task = await readTask(context, checkIn.task.id);
  insist(mayUndo(actor, task, checkIn), "Only who sent a check-in takes it back");
  if (!checkIn.isFresh(now()))
    throw new HutongError("TOO_LATE", { message: "A check-in can be taken back for 10 minutes" });
  if (checkIn.undoneAt || (await hasLater(context.em, checkIn)))
    throw new HutongError("ILLEGAL_TRANSITION", {
      message: "It was taken back already, or another check-in came since",
      state: task.state,
    });
  const organisation = await contractorNameFor(task, context);
  await orConflict(
    em.transactional(async (inner) => {
      // Who did it may be leaving the crew at this moment, and then the task is nobody's.
      const cleaner = await inner.findOneOrFail(Cleaner, checkIn.by.id, {
        lockMode: LockMode.PESSIMISTIC_WRITE,
        refresh: true,
      });
      takeBackCheckIn(inner, task, checkIn, cleaner, { by: actor.name, organisation, at: now() });
    }),
  );
  return task;
}

/** {@link undoCheckIn} without doing it. */
export async function canUndo(context: Context, checkIn: CheckIn): Promise<boolean> {
  if (checkIn.undoneAt || !checkIn.isFresh(now())) return false;
  const task = await readTask(context, checkIn.task.id);
  return (
    mayUndo(context.actor, task, checkIn) &&
    task.canTakeBack(checkIn.verb) &&
    !(await hasLater(context.em, checkIn))
  );
}
