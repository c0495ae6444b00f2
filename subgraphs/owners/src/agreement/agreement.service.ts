import {
  attachPhotos,
  clearTimer,
  type Connection,
  type Context,
  findPage,
  forbidden,
  HutongError,
  invalidInput,
  newId,
  now,
  type PageArgs,
  setTimer,
  shanghaiDate,
} from "@hutong/kit";
import { type EntityManager, LockMode } from "@mikro-orm/postgresql";

import { readContract } from "../contract/contract.reference.js";
import { ContractState } from "../contract/contract.state.js";
import { nextNumber } from "../numbers.js";
import { SupplementaryAgreement } from "./agreement.entity.js";
import { AgreementEventKind, announce } from "./agreement.events.js";
import type { ProposeAgreementInput, RefuseAgreementInput } from "./agreement.input.js";
import { mayAnswer, mayReadAgreement, sideOf } from "./agreement.policy.js";
import { readAgreement } from "./agreement.reference.js";
import { AgreementState } from "./agreement.state.js";
import { agreementEnds } from "./agreement.timers.js";

/** The agreements of a community that the actor may read, newest first. */
export async function agreementsOf(
  communityId: string,
  { em, actor }: Context,
  page: PageArgs,
): Promise<Connection<SupplementaryAgreement>> {
  const ofFirm = actor.is("FIRM_MANAGER", "EXPERT") ? { firmId: actor.org } : {};
  const mayRead = mayReadAgreement(actor, { communityId, firmId: actor.org });
  return findPage(
    em,
    SupplementaryAgreement,
    mayRead ? { communityId, ...ofFirm } : { id: "" },
    { by: "proposedAt", direction: "desc" },
    page,
  );
}

/**
 * Proposes an agreement to the other side of a contract in force.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `INVALID_INPUT`, `ILLEGAL_TRANSITION`
 */
export async function proposeAgreement(
  context: Context,
  { contract: contractId, answerWithinDays, ...terms }: ProposeAgreementInput,
): Promise<SupplementaryAgreement> {
  const { actor } = context;
  const contract = await readContract(context, contractId);
  const side = sideOf(actor, contract);
  if (!side) throw forbidden("Only the owners' committee or the firm of the contract proposes");
  if (contract.state !== ContractState.ACTIVE) {
    throw new HutongError("ILLEGAL_TRANSITION", {
      message: "A contract that has run out cannot be supplemented",
      state: contract.state,
    });
  }
  requireTerms(terms);
  const at = now();
  return context.em.fork().transactional(async (em) => {
    const agreement = em.create(SupplementaryAgreement, {
      ...terms,
      penaltyFen: terms.penaltyFen ?? null,
      rewardFen: terms.rewardFen ?? null,
      id: newId("agr"),
      number: await nextNumber(em, SupplementaryAgreement, "BC", at),
      contractId: contract.id,
      communityId: contract.communityId,
      firmId: contract.firmId,
      proposedBy: side,
      proposedByName: actor.name,
      state: AgreementState.PROPOSED,
      proposedAt: at,
      answerBy: new Date(at.getTime() + answerWithinDays * 24 * 3_600_000),
    });
    announce(em, agreement, AgreementEventKind.PROPOSED);
    setTimer(em, agreementEnds, agreement.id, agreement.answerBy);
    return agreement;
  });
}

/** Amounts are worth nothing unless the agreement says that the platform binds. */
function requireTerms({
  startsOn,
  endsOn,
  namesPlatform,
  penaltyFen,
  rewardFen,
}: Omit<ProposeAgreementInput, "contract" | "answerWithinDays">): void {
  const wrong: Record<string, string> = {};
  if (endsOn < startsOn) wrong["endsOn"] = "must not be before startsOn";
  if (endsOn < shanghaiDate(now())) wrong["endsOn"] = "must not have passed";
  if (!namesPlatform && (penaltyFen || rewardFen)) {
    wrong["namesPlatform"] = "must be true where a penalty or a reward is agreed";
  }
  if (Object.keys(wrong).length > 0) throw invalidInput(wrong);
}

/** Signs a proposal of the other side. */
export function acceptAgreement(context: Context, id: string): Promise<SupplementaryAgreement> {
  return answer(context, id, (agreement, em) => {
    agreement.accept(now(), { byName: context.actor.name });
    announce(em, agreement, AgreementEventKind.ACCEPTED);
    setTimer(em, agreementEnds, agreement.id, endOf(agreement));
  });
}

/** Declines a proposal of the other side, saying why. */
export function refuseAgreement(
  context: Context,
  { agreement: id, letter, photos }: RefuseAgreementInput,
): Promise<SupplementaryAgreement> {
  return answer(context, id, async (agreement, em) => {
    if (photos?.length) {
      const shown = { preparedFor: id, subject: id, caption: "拒绝函" };
      await attachPhotos({ em, actor: context.actor }, photos, shown);
    }
    agreement.refuse(now(), { byName: context.actor.name, letter: letter.trim() });
    announce(em, agreement, AgreementEventKind.REFUSED);
    clearTimer(em, agreementEnds, agreement.id);
  });
}

/** The row is locked before it is decided: of two answers at once the second finds the first. */
async function answer(
  context: Context,
  id: string,
  decide: (agreement: SupplementaryAgreement, em: EntityManager) => void | Promise<void>,
): Promise<SupplementaryAgreement> {
  if (!mayAnswer(context.actor, await readAgreement(context, id))) {
    throw forbidden("An agreement is answered by the side that did not propose it");
  }
  return context.em.fork().transactional(async (em) => {
    const agreement = await em.findOneOrFail(SupplementaryAgreement, id, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
    });
    await decide(agreement, em);
    return agreement;
  });
}

/** The end of its last day in China. */
const endOf = ({ endsOn }: SupplementaryAgreement): Date => {
  const lastDay = new Date(`${endsOn}T00:00:00+08:00`);
  return new Date(lastDay.getTime() + 24 * 3_600_000);
};
