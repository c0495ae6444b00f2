import { newId, operatorOf } from "@hutong/kit";
import { ref } from "@mikro-orm/core";
import { type EntityManager, LockMode } from "@mikro-orm/postgresql";

import { askForCallBack, CallBackReason } from "../call-back/call-back.service.js";
import { Cleaner } from "../crew/cleaner.entity.js";
import { announceDoubleSite } from "../double-site/double-site.service.js";
import { CheckIn, CheckInMethod } from "../task/check-in.entity.js";
import { CleaningTask } from "../task/task.entity.js";
import { CheckInVerb, CleaningTaskState } from "../task/task.state.js";
import { hasLater, takeBackCheckIn, writeCheckIn } from "../task/write-check-in.js";
import { codesOf } from "./sms-code.entity.js";
import { type CannotReason, readSms, type TaskCommand } from "./sms-command.js";
import { SmsDirection, SmsMessage } from "./sms-message.entity.js";
import { replies } from "./sms-replies.js";
import { queueSms } from "./sms-queue.js";

/** What came in from the carrier. */
export interface IncomingSms {
  /** The carrier's id: the same one twice is one message. */
  readonly id: string;
  readonly from: string;
  readonly text: string;
}

/** The answer to an SMS; `failed` where nothing could be made of it. */
interface Outcome {
  readonly reply: string;
  readonly failed?: boolean;
}

const reasonWords: Readonly<Record<CannotReason, string>> = {
  NO_TOOLS: "没有工具",
  LOCKED: "锁着门",
  ILL: "生病",
};

/**
 * Does what an SMS says, and answers it. All of it is one transaction, so that a message the carrier
 * delivers again, because our answer was lost, is done once.
 * @returns false where the number is nobody's: strangers get no answer and leave no trace
 */
export function receiveSms(em: EntityManager, incoming: IncomingSms, at: Date): Promise<boolean> {
  return em.fork().transactional(async (transaction) => {
    // Of one person's messages one is dealt with at a time, in the order in which they come.
    const cleaner = await transaction.findOne(
      Cleaner,
      { phone: incoming.from },
      {
        lockMode: LockMode.PESSIMISTIC_WRITE,
        populate: ["crew.contractor"],
        // A number may have gone from who left to who came.
        orderBy: { retiredOn: "desc nulls first", id: "asc" },
      },
    );
    if (!cleaner) return false;
    if (await transaction.findOne(SmsMessage, { carrierId: incoming.id })) return true;
    const { reply, failed = false } = await answer(transaction, cleaner, incoming.text, at);
    const givesUp = failed && (await failedBefore(transaction, cleaner));
    transaction.create(SmsMessage, {
      id: newId("sms", operatorOf(cleaner.id)),
      direction: SmsDirection.IN,
      cleanerId: cleaner.id,
      phone: cleaner.phone,
      text: incoming.text.slice(0, 200),
      carrierId: incoming.id,
      failed,
      at,
      sentAt: null,
    });
    if (givesUp) askForCallBack(transaction, cleaner, CallBackReason.NOT_UNDERSTOOD, at);
    queueSms(transaction, cleaner, givesUp ? replies.callBack : reply, at);
    return true;
  });
}

/** Whether their last message could not be understood either. */
async function failedBefore(em: EntityManager, { id }: Cleaner): Promise<boolean> {
  const last = await em.findOne(
    SmsMessage,
    { cleanerId: id, direction: SmsDirection.IN },
    { orderBy: { at: "desc", id: "desc" } },
  );
  return last?.failed ?? false;
}

async function answer(
  em: EntityManager,
  cleaner: Cleaner,
  text: string,
  at: Date,
): Promise<Outcome> {
  if (cleaner.retiredOn != null) return { reply: replies.retired };
  const command = readSms(text);
  if (!command) return { reply: replies.notUnderstood, failed: true };
  if (command.verb === "CALL_LEADER") {
    askForCallBack(em, cleaner, CallBackReason.ASKED, at);
    return { reply: replies.leaderCalls };
  }
  if (command.verb === "UNDO") return undo(em, cleaner, at);
  const own = await em.find(
    CleaningTask,
    { cleaner, state: CleaningTaskState.OPEN },
    { orderBy: { dueAt: "asc", id: "asc" } },
  );
  const free = await em.find(
    CleaningTask,
    { cleaner: null, crew: cleaner.crew, state: CleaningTaskState.OPEN },
    { orderBy: { dueAt: "asc", id: "asc" } },
  );
  const codes = await codesOf(em, cleaner.id, [...own, ...free], at);
  if (command.verb === "LIST") return { reply: replies.list(codes) };

  const meant = command.verb === "GRAB" ? free : own;
  const task = command.code ? codes.get(command.code) : meant.length === 1 ? meant[0] : undefined;
  if (!task) {
    if (command.code) return { reply: replies.notYours, failed: true };
    return meant.length > 1
      ? { reply: replies.whichTask, failed: true }
      : { reply: replies.noTask, failed: true };
  }
  return act(em, cleaner, task, command, at);
}

async function act(
  em: EntityManager,
  cleaner: Cleaner,
  task: CleaningTask,
  command: TaskCommand,
  at: Date,
): Promise<Outcome> {
  if (command.verb === "GRAB") {
    if (task.cleaner) return { reply: replies.notYours, failed: true };
    task.cleaner = ref(cleaner);
    return { reply: replies.grabbed(task) };
  }
  if (command.verb === "CANNOT" && !command.reason)
    return { reply: replies.noReason, failed: true };
  const verb = CheckInVerb[command.verb];
  if (!task.permits(verb)) return { reply: replies.notYours, failed: true };
  const checkIn = writeCheckIn(em, task, cleaner, {
    verb,
    method: CheckInMethod.SMS,
    note: command.verb === "CANNOT" ? reasonWords[command.reason!] : null,
    enteredBy: cleaner.personId,
    organisation: cleaner.crew.getEntity().contractor.getEntity().name,
    at,
  });
  await announceDoubleSite(em, checkIn, task, cleaner);
  const told = { DONE: replies.done, ARRIVED: replies.arrived, CANNOT: replies.cannot };
  return { reply: told[verb](task) };
}

/** What they did last is meant, whatever task is named: the tasks that are done have lost their codes. */
async function undo(em: EntityManager, cleaner: Cleaner, at: Date): Promise<Outcome> {
  const last = await em.findOne(
    CheckIn,
    { by: cleaner, undoneAt: null },
    { orderBy: { at: "desc", id: "desc" }, populate: ["task"] },
  );
  const task = last?.task.getEntity();
  if (
    !last ||
    !task?.canTakeBack(last.verb) ||
    !last.isFresh(at) ||
    last.enteredBy !== cleaner.personId ||
    (await hasLater(em, last))
  ) {
    return { reply: replies.nothingToUndo };
  }
  takeBackCheckIn(em, task, last, cleaner, {
    by: cleaner.name,
    organisation: cleaner.crew.getEntity().contractor.getEntity().name,
    at,
  });
  return { reply: replies.undone(task) };
}
