import {
  conflict,
  type Connection,
  type Context,
  findPage,
  invalidInput,
  newId,
  notFound,
  type PageArgs,
  requireId,
  shanghaiDate,
  now,
} from "@hutong/kit";
import { OptimisticLockError, UniqueConstraintViolationException } from "@mikro-orm/core";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { insist, labourOf, manages } from "../firm.policy.js";
import { operatorOfFirm } from "../project/project.reference.js";
import { PlatformAgreement } from "./agreement.entity.js";
import { announceAgreement } from "./agreement.events.js";
import type {
  ProposePlatformAgreementInput,
  RefusePlatformAgreementInput,
} from "./agreement.input.js";
import { AgreementState } from "./agreement.state.js";
import { endInTime } from "./agreement.timers.js";

/** The consortium's secretariat puts an agreement before a firm. */
export async function proposeAgreement(
  { em, actor }: Context,
  { firm, ...terms }: ProposePlatformAgreementInput,
): Promise<PlatformAgreement> {
  actor.require("case:write");
  insist(actor.is("SECRETARY"), "Agreements about the platform are proposed by the secretariat");
  const firmId = requireId(firm, "firm");
  const at = now();
  if (terms.endsOn < terms.startsOn || terms.endsOn < shanghaiDate(at))
    throw invalidInput({ endsOn: "must not be before the start nor in the past" });
  const agreement = em.create(PlatformAgreement, {
    ...terms,
    id: newId("pag", await operatorOfFirm(em, firmId)),
    firmId,
    state: AgreementState.PROPOSED,
    proposedAt: at,
  });
  em.persist(agreement);
  endInTime(em, agreement);
  announceAgreement(em, agreement);
  await em.flush();
  return agreement;
}

/** The firm signs; one agreement at a time. */
export function acceptAgreement(context: Context, id: string): Promise<PlatformAgreement> {
  return answer(context, id, (agreement) => agreement.accept(context.actor.name, now()));
}

/** The firm declines, which is its right: the contract binds it to nothing more. */
export function refuseAgreement(
  context: Context,
  { agreement: id, letter }: RefusePlatformAgreementInput,
): Promise<PlatformAgreement> {
  return answer(context, id, (agreement) => agreement.refuse(context.actor.name, letter, now()));
}

async function answer(
  { em, actor }: Context,
  id: string,
  change: (agreement: PlatformAgreement) => void,
): Promise<PlatformAgreement> {
  const agreement = await em.findOne(PlatformAgreement, requireId(id, "pag"));
  if (!agreement) throw notFound(`platform agreement ${id}`);
  insist(manages(actor, agreement.firmId), "Only the firm itself signs or declines");
  change(agreement);
  announceAgreement(em, agreement);
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof OptimisticLockError) throw conflict("It was answered a moment ago");
    if (error instanceof UniqueConstraintViolationException)
      throw conflict("The firm has an agreement that is still in force");
    throw error;
  }
  return agreement;
}

/** What moves money between a firm's people at an instant, or null: then nothing does. */
export async function agreementInForce(
  em: EntityManager,
  firmId: string,
  at: Date,
): Promise<PlatformAgreement | null> {
  const today = shanghaiDate(at);
  return em.findOne(PlatformAgreement, {
    firmId,
    state: AgreementState.ACCEPTED,
    namesPlatform: true,
    startsOn: { $lte: today },
    endsOn: { $gte: today },
  });
}

/** The agreements that are the actor's to see, last proposed first. */
export function listAgreements(
  { em, actor }: Context,
  firm: string | null | undefined,
  page: PageArgs,
): Promise<Connection<PlatformAgreement>> {
  actor.require("case:read");
  const where: FilterQuery<PlatformAgreement>[] = [labourOf(actor)];
  if (firm) where.push({ firmId: requireId(firm, "firm") });
  const order = { by: "proposedAt", direction: "desc" } as const;
  return findPage(em, PlatformAgreement, { $and: where }, order, page);
}
