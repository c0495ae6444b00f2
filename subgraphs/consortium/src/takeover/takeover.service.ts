import {
  conflict,
  type Connection,
  type Context,
  findPage,
  forbidden,
  HutongError,
  newId,
  now,
  type PageArgs,
  requireId,
} from "@hutong/kit";
import { UniqueConstraintViolationException } from "@mikro-orm/core";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { changeLocked, createInTransaction } from "../changes/change.js";
import { doerOf } from "../changes/history.js";
import { requireAnonymous } from "../help-request/anonymous.js";
import { requireActiveMember } from "../member/member.reference.js";
import { takeoverChanges } from "./takeover.changes.js";
import { Takeover, TakeoverCandidate } from "./takeover.entity.js";
import type {
  DecideTakeoverInput,
  HandOverTakeoverInput,
  RecommendFirmInput,
  RequestTakeoverInput,
  TakeoverStepInput,
} from "./takeover.input.js";
import { mayTakeTakeoverStep } from "./takeover.policy.js";
import { factsOfTakeover, readTakeover } from "./takeover.reference.js";
import { declarableStates, TakeoverState, TakeoverStep } from "./takeover.state.js";

/** The takeovers that are the actor's to see, newest first. */
export function listTakeovers(
  { em, actor }: Context,
  states: readonly TakeoverState[] | null | undefined,
  page: PageArgs,
): Promise<Connection<Takeover>> {
  actor.require("case:read");
  const where: FilterQuery<Takeover>[] = [];
  if (!actor.is("SECRETARY", "SERVICE", "FIRM_MANAGER")) {
    const mine = actor.is("GRID_WORKER", "COMMITTEE_MEMBER", "OWNER");
    where.push({ communityId: { $in: mine ? [...actor.communities] : [] } });
  }
  if (states?.length) where.push({ state: { $in: [...states] } });
  return findPage(em, Takeover, { $and: where }, { by: "requestedAt", direction: "desc" }, page);
}

/**
 * Says that a community needs a firm.
 * @throws HutongError `INVALID_ID`, `INVALID_INPUT`, `FORBIDDEN`, `CONFLICT` when that is known
 */
export async function requestTakeover(
  context: Context,
  { community, reason }: RequestTakeoverInput,
): Promise<Takeover> {
  const { actor } = context;
  const communityId = requireId(community, "cty");
  if (!mayTakeTakeoverStep(actor, { communityId, firmId: null }, TakeoverStep.REQUEST))
    throw forbidden("Only the community or the secretariat asks for a firm");
  requireAnonymous({ reason });
  const id = newId("tko");
  try {
    await createInTransaction(context, async (em) => {
      const [row] = await em.execute<{ next: string }[]>(
        "select nextval('takeover_number') as next",
      );
      const requestedAt = now();
      const takeover = em.create(Takeover, {
        id,
        number: `JG-${requestedAt.getUTCFullYear()}-${row!.next.padStart(3, "0")}`,
        communityId,
        reason: reason.trim(),
        state: TakeoverState.REQUESTED,
        requestedAt,
      });
      const doer = await doerOf(em, actor);
      takeoverChanges.announce(em, takeover, TakeoverStep.REQUEST, doer, reason);
    });
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException)
      throw conflict("A firm is looked for already");
    throw error;
  }
  return readTakeover(context, id);
}

/** Takes a step: who may, then whether it leads on, then the change, its record and its event. */
async function take(
  context: Context,
  { takeover: id, text }: TakeoverStepInput,
  step: TakeoverStep,
  change: (takeover: Takeover, em: EntityManager) => void | Promise<void>,
): Promise<Takeover> {
  const { actor } = context;
  requireAnonymous({ text });
  await readTakeover(context, id);
  await changeLocked(context, Takeover, id, async (takeover, em) => {
    if (!mayTakeTakeoverStep(actor, factsOfTakeover(takeover), step))
      throw forbidden(`Your role cannot ${step} this takeover`);
    await change(takeover, em);
    takeoverChanges.announce(em, takeover, step, await doerOf(em, actor), text);
  });
  return readTakeover(context, id);
}

/** Says that the actor's firm is able and willing; said again, the last word counts. */
export const declareWilling = (context: Context, input: TakeoverStepInput): Promise<Takeover> =>
  take(context, input, TakeoverStep.DECLARE, async ({ id, state }, em) => {
    if (!declarableStates.includes(state)) {
      throw new HutongError("ILLEGAL_TRANSITION", {
        message: `No firm is looked for in state ${state}`,
        state,
      });
    }
    const firmId = context.actor.org;
    await requireActiveMember(em, firmId);
    const said = { statement: input.text.trim(), at: now() };
    const known = await em.findOne(TakeoverCandidate, { takeoverId: id, firmId });
    if (known) Object.assign(known, said);
    else em.create(TakeoverCandidate, { id: newId("tkc"), takeoverId: id, firmId, ...said });
  });

/** Writes down what the consortium asked and heard. */
export const consultOnTakeover = (context: Context, input: TakeoverStepInput): Promise<Takeover> =>
  take(context, input, TakeoverStep.CONSULT, (takeover) => {
    takeover.take("CONSULT");
    takeover.consultation = input.text.trim();
    takeover.consultedAt = now();
  });

/** Recommends a firm that has said it is able and willing, and whose membership is in force. */
export const recommendFirm = (context: Context, input: RecommendFirmInput): Promise<Takeover> =>
  take(context, input, TakeoverStep.RECOMMEND, async (takeover, em) => {
    takeover.take("RECOMMEND");
    const firmId = requireId(input.firm, "firm");
    await requireActiveMember(em, firmId);
    if (!(await em.count(TakeoverCandidate, { takeoverId: takeover.id, firmId })))
      throw conflict("The firm has not said that it is able and willing");
    takeover.firmId = firmId;
    takeover.recommendation = input.text.trim();
    takeover.recommendedAt = now();
  });

/** The owners take the firm, or not: then another is looked for. */
export const decideTakeover = (context: Context, input: DecideTakeoverInput): Promise<Takeover> =>
  take(context, input, input.approve ? TakeoverStep.DECIDE : TakeoverStep.DECLINE, (takeover) => {
    takeover.take(input.approve ? "DECIDE" : "DECLINE");
    takeover.decision = input.text.trim();
    takeover.decidedAt = now();
    if (!input.approve) takeover.firmId = null;
  });

/** Records that the projects change hands from a day on; the other parties follow. */
export const handOverTakeover = (
  context: Context,
  input: HandOverTakeoverInput,
): Promise<Takeover> =>
  take(context, input, TakeoverStep.HAND_OVER, (takeover) => {
    takeover.take("HAND_OVER");
    takeover.handOverOn = input.on;
    takeover.handedOverAt = now();
  });
