import {
  attachPhotos,
  type Context,
  HutongError,
  invalidInput,
  newId,
  notFound,
  now,
  operatorOf,
  requireId,
} from "@hutong/kit";
import { OptimisticLockError, ref } from "@mikro-orm/core";

import { contractorReference } from "../contractor/contractor.reference.js";
import { Cleaner } from "../crew/cleaner.entity.js";
import { CheckIn, CheckInMethod } from "./check-in.entity.js";
import type { CleaningTask } from "./task.entity.js";
import { CleaningTaskEventKind, type EntryText, record } from "./task.events.js";
import type { CheckInInput, ProxyCheckInInput } from "./task.input.js";
import { insist, mayCheckIn, mayProxy, mayVerify } from "./task.policy.js";
import { standingIn } from "./task.reference.js";
import { readTask } from "./task.service.js";
import type { CheckInVerb } from "./task.state.js";

export const verbWords: Readonly<Record<CheckInVerb, string>> = {
  ARRIVED: "到达",
  DONE: "完成",
  CANNOT: "无法完成",
};

/**
 * A cleaner's own check-in, by the photo page; with it a task that was nobody's becomes theirs.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`, `INVALID_INPUT`,
 *   `PHOTO_NOT_USABLE`, `CONFLICT`
 */
export async function checkIn(context: Context, input: CheckInInput): Promise<CleaningTask> {
  const task = await readTask(context, input.task);
  const standing = await standingIn(task, context);
  insist(mayCheckIn(context.actor, task, standing), "This task is not yours to check in");
  const cleaner = await context.em.findOneOrFail(Cleaner, standing.cleanerId!);
  return enter(context, task, cleaner, input, CheckInMethod.PHOTO);
}

/**
 * A check-in that the crew leader enters for a cleaner of the crew; marked as such, with the
 * leader's name, and weighing the same.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `INVALID_INPUT`, `ILLEGAL_TRANSITION`, `CONFLICT`
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
  return keep(context, task, CleaningTaskEventKind.VERIFIED, {
    by: context.actor.name,
    organisation: context.actor.is("CREW_LEADER") ? await contractorNameFor(task, context) : null,
    note: "已核查",
  });
}

async function enter(
  context: Context,
  task: CleaningTask,
  cleaner: Cleaner,
  { verb, note: words, photos }: CheckInInput,
  method: CheckInMethod.PHOTO | CheckInMethod.PROXY,
): Promise<CleaningTask> {
  const { em, actor } = context;
  const at = now();
  const note = words?.trim() || null;
  const stateBefore = task.state;
  task.take(verb, at);
  if (method === CheckInMethod.PHOTO && !photos?.length) requireWords(verb, note);
  const tookTask = !task.cleaner;
  task.cleaner ??= ref(cleaner);
  const id = newId("chk", operatorOf(task.id));
  if (photos?.length) {
    await attachPhotos(context, photos, {
      preparedFor: task.id,
      subject: id,
      caption: `${task.place} ${verbWords[verb]}`,
    });
  }
  em.persist(
    em.create(CheckIn, {
      id,
      task,
      method,
      verb,
      at,
      by: cleaner,
      proxyName: method === CheckInMethod.PROXY ? actor.name : null,
      note,
      enteredBy: actor.id,
      stateBefore,
      tookTask,
    }),
  );
  const how = method === CheckInMethod.PROXY ? `班长代录(${actor.name})` : "拍照打卡";
  return keep(context, task, CleaningTaskEventKind.CHECKED_IN, {
    by: cleaner.name,
    organisation: await contractorNameFor(task, context),
    note: `${how}:${verbWords[verb]}${note ? `,${note}` : ""}`,
  });
}

/** Who is locked out or ill has nothing to show, and says why; who is there or done has. */
function requireWords(verb: CheckInVerb, note: string | null): void {
  if (verb !== "CANNOT") throw invalidInput({ photos: "a check-in of one's own needs a photo" });
  if (!note) throw invalidInput({ note: "must say why, unless a photo shows it" });
}

/** The change, its entry in the book and its event, in one transaction. */
export async function keep(
  context: Context,
  task: CleaningTask,
  kind: CleaningTaskEventKind,
  text: EntryText,
): Promise<CleaningTask> {
  record(context.em, task, kind, text);
  try {
    await context.em.flush();
  } catch (error) {
    if (error instanceof OptimisticLockError) throw new HutongError("CONFLICT");
    throw error;
  }
  return task;
}

export async function contractorNameFor(
  task: CleaningTask,
  context: Context,
): Promise<string | null> {
  return (await contractorReference.loadOne(task.contractor.id, context))?.name ?? null;
}
