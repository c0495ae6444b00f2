import {
  attachPhotos,
  type Context,
  HutongError,
  invalidInput,
  notFound,
  now,
  requireId,
} from "@hutong/kit";
import { OptimisticLockError } from "@mikro-orm/core";
import { type EntityManager, LockMode } from "@mikro-orm/postgresql";

import { contractorReference } from "../contractor/contractor.reference.js";
import { Cleaner } from "../crew/cleaner.entity.js";
import { announceDoubleSite } from "../double-site/double-site.service.js";
import { CheckInMethod } from "./check-in.entity.js";
import type { CleaningTask } from "./task.entity.js";
import { CleaningTaskEventKind, record } from "./task.events.js";
import type { CheckInInput, ProxyCheckInInput } from "./task.input.js";
import { insist, mayCheckIn, mayProxy, mayVerify } from "./task.policy.js";
import { standingIn } from "./task.reference.js";
import { readTask } from "./task.service.js";
import { verbWords, writeCheckIn } from "./write-check-in.js";
import type { CheckInVerb } from "./task.state.js";

/**
 * A cleaner's own check-in, by the photo page; with it a task that was nobody's becomes theirs.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`, `INVALID_INPUT`,
 *   `PHOTO_NOT_USABLE`, `CLEANER_RETIRED`, `CONFLICT`
 */
export async function checkIn(context: Context, input: CheckInInput): Promise<CleaningTask> {
  const task = await readTask(context, input.task);
  const standing = await standingIn(task, context);
  if (!standing.cleanerId) standing.retired?.insistActive();
  insist(mayCheckIn(context.actor, task, standing), "This task is not yours to check in");
  const cleaner = await context.em.findOneOrFail(Cleaner, standing.cleanerId!);
  return enter(context, task, cleaner, input, CheckInMethod.PHOTO);
}

/**
 * A check-in that the crew leader enters for a cleaner of the crew; marked as such, with the
 * leader's name, and weighing the same.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `INVALID_INPUT`, `ILLEGAL_TRANSITION`,
 *   `CLEANER_RETIRED`, `CONFLICT`
 */
export async function proxyCheckIn(
  context: Context,
  input: ProxyCheckInInput,
): Promise<CleaningTask> {
  const task = await readTask(context, input.task);
  insist(
    mayProxy(context.actor, task, await standingIn(task, context)),
    "Only the crew's leader enters for others",
  );
  const cleaner = await context.em.findOne(Cleaner, requireId(input.cleaner, "cln"));
  if (!cleaner) throw notFound(`cleaner ${input.cleaner}`);
  cleaner.insistActive();
  if (cleaner.crew.id !== task.crew.id) throw invalidInput({ cleaner: "must be of the same crew" });
  return enter(context, task, cleaner, input, CheckInMethod.PROXY);
}

/** Confirms that a task is done. */
export async function verifyTask(context: Context, id: string): Promise<CleaningTask> {
  const task = await readTask(context, id);
  insist(
    mayVerify(context.actor, task, await standingIn(task, context)),
    "This task is not yours to verify",
  );
  task.take("VERIFY");
  record(context.em, task, CleaningTaskEventKind.VERIFIED, {
    by: context.actor.name,
    organisation: context.actor.is("CREW_LEADER") ? await contractorNameFor(task, context) : null,
    note: "已核查",
  });
  return keep(context, task);
}

async function enter(
  context: Context,
  task: CleaningTask,
  cleaner: Cleaner,
  { verb, note: words, photos }: CheckInInput,
  method: CheckInMethod.PHOTO | CheckInMethod.PROXY,
): Promise<CleaningTask> {
  const { actor } = context;
  const note = words?.trim() || null;
  if (method === CheckInMethod.PHOTO && !photos?.length) requireWords(verb, note);
  const organisation = await contractorNameFor(task, context);
  await orConflict(
    context.em.transactional(async (em) => {
      await holdInCrew(em, cleaner.id, task);
      const checkIn = writeCheckIn(em, task, cleaner, {
        verb,
        method,
        note,
        at: now(),
        enteredBy: actor.id,
        proxyName: method === CheckInMethod.PROXY ? actor.name : null,
        organisation,
      });
      await announceDoubleSite(em, checkIn, task, cleaner);
      if (photos?.length) {
        await attachPhotos({ em, actor }, photos, {
          preparedFor: task.id,
          subject: checkIn.id,
          caption: `${task.place} ${verbWords[verb]}`,
        });
      }
    }),
  );
  return task;
}

/** Who is locked out or ill has nothing to show, and says why; who is there or done has. */
function requireWords(verb: CheckInVerb, note: string | null): void {
  if (verb !== "CANNOT") throw invalidInput({ photos: "a check-in of one's own needs a photo" });
  if (!note) throw invalidInput({ note: "must say why, unless a photo shows it" });
}

/** Keeps somebody from leaving the crew before the check-in is entered, or refuses who just left. */
async function holdInCrew(em: EntityManager, id: string, task: CleaningTask): Promise<void> {
  const cleaner = await em.findOneOrFail(Cleaner, id, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    refresh: true,
  });
  cleaner.insistActive();
  if (!cleaner.worksIn(task.crew.id)) throw new HutongError("CONFLICT");
}

/** The change, its entry in the book and its event, in one transaction. */
async function keep(context: Context, task: CleaningTask): Promise<CleaningTask> {
  await orConflict(context.em.flush());
  return task;
}

/** Two steps of one task at once: the second is refused. */
export async function orConflict(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof OptimisticLockError) throw new HutongError("CONFLICT");
    throw error;
  }
}

export async function contractorNameFor(
  task: CleaningTask,
  context: Context,
): Promise<string | null> {
  return (await contractorReference.loadOne(task.contractor.id, context))?.name ?? null;
}
