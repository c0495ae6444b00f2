import { ComplaintState, type Context, HutongError, now } from "@hutong/kit";
import { OptimisticLockError } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Community } from "../community/community.entity.js";
import { moveClocks } from "../clock/clocks.js";
import { moveLadder } from "../escalation/ladder.js";
import { tellMerged } from "../merge/merged.js";
import { notify } from "../notification/notification.events.js";
import { recipientsOf, reporterIsToldOf } from "../notification/recipients.js";
import { theRules } from "../rules.js";
import { settleSuspension } from "../suspension/suspensions.js";
import type { Complaint } from "./complaint.entity.js";
import { announce, ComplaintEventKind } from "./complaint.events.js";
import { factsOf, insist, mayTake } from "./complaint.policy.js";
import { readComplaint } from "./complaint.service.js";
import { ComplaintStep } from "./complaint.state.js";
import { note, timelineKindOf } from "./timeline.js";

/** What a step brings with it, beside the step. */
export interface StepDetails {
  readonly note?: string | null;
  readonly change?: (complaint: Complaint) => void;
}

/** Who takes a step: a person, or the rules themselves when a time is over. */
export interface StepTaker {
  readonly id: string;
  readonly name: string;
}

/**
 * Takes one step of a case: who may, then whether it leads on, then the change with all that hangs
 * on it in one transaction.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`, `CONFLICT`
 */
export async function takeStep(
  context: Context,
  id: string,
  step: ComplaintStep,
  details: StepDetails = {},
): Promise<Complaint> {
  const complaint = await readComplaint(context, id);
  await prepareStep(context, complaint, step, details);
  await save(context.em);
  return complaint;
}

/** The same without storing it, for several at once. */
export async function prepareStep(
  { em, actor }: Context,
  complaint: Complaint,
  step: ComplaintStep,
  details: StepDetails = {},
): Promise<void> {
  insist(mayTake(actor, factsOf(complaint), step), `Your role cannot ${step} this case`);
  const name = actor.is("OWNER") ? "居民" : actor.name;
  await applyStep(em, complaint, step, { id: actor.id, name }, details);
}

/** Whoever takes a step: the new state, its entry in the timeline, its event, whom it concerns. */
export async function applyStep(
  em: EntityManager,
  complaint: Complaint,
  step: ComplaintStep,
  by: StepTaker,
  details: StepDetails = {},
): Promise<void> {
  const at = now();
  const text = details.note?.trim() || null;
  const asked = complaint.suspensionRequestedBy ?? null;
  complaint.take(step, text, at);
  if (step === ComplaintStep.DISPATCH) await nameFirm(em, complaint);
  details.change?.(complaint);
  await moveClocks(em, complaint, step, at);
  await moveLadder(em, complaint, step, at);
  await settleSuspension(em, complaint, step, { asked: asked !== null, by: by.name, at });

  const kind = timelineKindOf[step];
  note(em, complaint, kind, { by: by.name, note: text, at });
  announce(
    em,
    complaint,
    step === ComplaintStep.DISPATCH ? ComplaintEventKind.DISPATCHED : ComplaintEventKind.ADVANCED,
  );
  notify(em, complaint, kind, await recipientsOf(em, complaint, step, { by: by.id, asked }), text);
  if (reporterIsToldOf(step)) await tellMerged(em, complaint, kind, by.name, at);
  // It was put off while another firm had it: the one that serves the community now answers it anew.
  if (step === ComplaintStep.RESUME && complaint.state === ComplaintState.RETURNED)
    await applyStep(em, complaint, ComplaintStep.DISPATCH, theRules, { note: text });
}

/** A community may have changed its firm since the complaint came in. */
async function nameFirm(em: EntityManager, complaint: Complaint): Promise<void> {
  const community = await em.findOneOrFail(Community, complaint.community.id);
  complaint.sendTo(community.firmId ?? null);
}

/** @throws HutongError `CONFLICT` when somebody else was faster with one of the cases */
export async function save(em: EntityManager): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof OptimisticLockError) throw new HutongError("CONFLICT");
    throw error;
  }
}
