import {
  ComplaintState,
  type Context,
  defineBatch,
  HutongError,
  invalidInput,
  notFound,
  now,
  requireId,
  setTimer,
} from "@hutong/kit";

import type { Complaint } from "../complaint/complaint.entity.js";
import { announce, ComplaintEventKind } from "../complaint/complaint.events.js";
import { factsOf, insist } from "../complaint/complaint.policy.js";
import { readComplaint } from "../complaint/complaint.service.js";
import { save } from "../complaint/complaint-steps.service.js";
import { note } from "../complaint/timeline.js";
import { TimelineKind } from "../complaint/timeline.entity.js";
import { notify } from "../notification/notification.events.js";
import { officersOf } from "../notification/recipients.js";
import { Escalation, EscalationStep, levels } from "./escalation.entity.js";
import { announceEscalation, EscalationEventKind } from "./escalation.events.js";
import type { AnswerEscalationInput, VerifyEscalationInput } from "./escalation.input.js";
import { mayEscalate, maySpeakFor } from "./escalation.policy.js";
import { addressesAt, climb, ladderOf, levelOverdue, raise } from "./ladder.js";

const day = 86_400_000;
/** A promise further away than this is none. */
const furthestPromise = 30 * day;

const { DISPATCHED, RESPONDED, IN_PROGRESS, OUT_OF_SCOPE, RETURNED, REOPENED } = ComplaintState;
/** While somebody should be at work on a case. */
const unsolved: readonly ComplaintState[] = [
  DISPATCHED,
  RESPONDED,
  IN_PROGRESS,
  OUT_OF_SCOPE,
  RETURNED,
  REOPENED,
];

/** Whether the actor may take a case up now. */
export async function canEscalate(context: Context, complaint: Complaint): Promise<boolean> {
  if (!unsolved.includes(complaint.state) || !mayEscalate(context.actor, factsOf(complaint)))
    return false;
  const ladder = await escalationsOf(complaint.id, context);
  return !ladder.some((one) => one.isActive() && one.level === levels.at(-1));
}

/** Takes a case up one level by hand, from the one that has it or to the first. */
export async function escalate(context: Context, id: string, reason: string): Promise<Complaint> {
  const { em, actor } = context;
  const complaint = await readComplaint(context, id);
  insist(mayEscalate(actor, factsOf(complaint)), "You cannot take this case up");
  const ladder = await ladderOf(em, complaint);
  const active = ladder.find((escalation) => escalation.isActive());
  if (!unsolved.includes(complaint.state) || active?.level === levels.at(-1))
    throw new HutongError("ILLEGAL_TRANSITION", { state: complaint.state });
  const raising = { by: actor, reason };
  if (active) await climb(em, complaint, active, raising);
  else await raise(em, complaint, raising);
  await save(em);
  return complaint;
}

/** A level answers with what it will do and by when; if that is not kept, the next one is told. */
export async function answerEscalation(
  context: Context,
  { escalation: id, answer, promisedAt }: AnswerEscalationInput,
): Promise<Escalation> {
  const { em, actor } = context;
  const { escalation, complaint } = await open(context, id);
  const at = now();
  if (promisedAt <= at || promisedAt.getTime() > at.getTime() + furthestPromise)
    throw invalidInput({ promisedAt: "must lie ahead, 30 days at most" });
  escalation.take(EscalationStep.ANSWER);
  Object.assign(escalation, { answer, answeredBy: actor.name, answeredAt: at, dueAt: promisedAt });
  if (!escalation.pausedAt) setTimer(em, levelOverdue, escalation.id, promisedAt);
  note(em, complaint, TimelineKind.ESCALATION_ANSWERED, { by: actor.name, note: answer, at });
  announce(em, complaint, ComplaintEventKind.ESCALATED);
  announceEscalation(em, complaint, escalation, EscalationEventKind.ANSWERED);
  notify(
    em,
    complaint,
    TimelineKind.ESCALATION_ANSWERED,
    (await officersOf(em, complaint)).filter((address) => address !== actor.id),
    answer,
  );
  await save(em);
  return escalation;
}

/** A level confirms the solution: the highest that had the case first, then down to the project. */
export async function verifyEscalation(
  context: Context,
  { escalation: id, verification }: VerifyEscalationInput,
): Promise<Escalation> {
  const { em, actor } = context;
  const { escalation, complaint } = await open(context, id);
  if (complaint.state !== ComplaintState.RESOLVED)
    throw new HutongError("ILLEGAL_TRANSITION", {
      message: "The case is not reported solved",
      state: complaint.state,
    });
  const ladder = await ladderOf(em, complaint);
  if (ladder.at(-1)?.id !== escalation.id)
    throw new HutongError("ILLEGAL_TRANSITION", {
      message: `First ${ladder.at(-1)?.level ?? "nobody"} confirms the solution`,
      state: escalation.state,
    });
  const at = now();
  escalation.take(EscalationStep.VERIFY);
  Object.assign(escalation, { verification, verifiedBy: actor.name, verifiedAt: at });
  complaint.unverifiedLevels -= 1;
  note(em, complaint, TimelineKind.ESCALATION_VERIFIED, { by: actor.name, note: verification, at });
  announce(em, complaint, ComplaintEventKind.ESCALATED);
  announceEscalation(em, complaint, escalation, EscalationEventKind.VERIFIED);
  const below = ladder.at(-2);
  const next = below
    ? await addressesAt(em, complaint, below.level)
    : await officersOf(em, complaint);
  notify(em, complaint, TimelineKind.ESCALATION_VERIFIED, next, verification);
  await save(em);
  return escalation;
}

/** A level with its case, if the actor speaks for it. */
async function open(context: Context, id: string) {
  const { em, actor } = context;
  const escalation = await em.findOne(Escalation, requireId(id, "esc"));
  if (!escalation) throw notFound(`escalation ${id}`);
  const complaint = await readComplaint(context, escalation.complaintId);
  insist(maySpeakFor(actor, factsOf(complaint), escalation), "You do not speak for this level");
  return { escalation, complaint };
}

/** A case's ladder, in the order in which the levels were told. */
export const escalationsOf = defineBatch<Escalation[]>(async (ids, { em }) => {
  const found = await em.find(
    Escalation,
    { complaintId: { $in: [...ids] } },
    { orderBy: { raisedAt: "asc", id: "asc" } },
  );
  const byCase = Map.groupBy(found, ({ complaintId }) => complaintId);
  return (id) => byCase.get(id) ?? [];
});
