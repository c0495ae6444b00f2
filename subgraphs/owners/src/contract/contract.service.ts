import {
  type Context,
  forbidden,
  invalidInput,
  newId,
  now,
  requireId,
  setTimer,
  shanghaiDate,
} from "@hutong/kit";
import { type EntityManager, LockMode } from "@mikro-orm/postgresql";

import { nextNumber } from "../numbers.js";
import { ServiceContract } from "./contract.entity.js";
import { announceContract, ContractEventKind } from "./contract.events.js";
import type { DeclineContractInput, ProposeContractInput } from "./contract.input.js";
import { mayAnswerContract, mayPropose } from "./contract.policy.js";
import { readContract } from "./contract.reference.js";
import { ContractState } from "./contract.state.js";
import { beginContract, contractBegins, dayOf } from "./contract.timers.js";

/**
 * Proposes a contract to a firm, for the owners: after a takeover, or as a renewal. It binds nobody
 * before the firm has signed.
 * @throws HutongError `INVALID_ID`, `FORBIDDEN`, `INVALID_INPUT`
 */
export async function proposeContract(
  { em, actor }: Context,
  { community, firm, clauses, ...terms }: ProposeContractInput,
): Promise<ServiceContract> {
  const parties = { communityId: requireId(community, "cty"), firmId: requireId(firm, "firm") };
  if (!mayPropose(actor, parties)) throw forbidden("Only the owners' committee writes a contract");
  requireSpan(terms);
  const at = now();
  return em.fork().transactional(async (transaction) => {
    const contract = transaction.create(ServiceContract, {
      ...terms,
      ...parties,
      id: newId("sct"),
      number: await nextNumber(transaction, ServiceContract, "WYHT", at),
      clauses: clauses.map((clause) => ({
        ...clause,
        respondWithinMinutes: clause.respondWithinMinutes ?? null,
        onSiteWithinMinutes: clause.onSiteWithinMinutes ?? null,
        resolveWithinMinutes: clause.resolveWithinMinutes ?? null,
      })),
      state: ContractState.PROPOSED,
      proposedByName: actor.name,
      proposedAt: at,
    });
    announceContract(transaction, contract, ContractEventKind.PROPOSED);
    return contract;
  });
}

function requireSpan({ startsOn, endsOn }: { startsOn: string; endsOn: string }): void {
  const wrong: Record<string, string> = {};
  if (endsOn < startsOn) wrong["endsOn"] = "must not be before startsOn";
  if (endsOn < shanghaiDate(now())) wrong["endsOn"] = "must not have passed";
  if (Object.keys(wrong).length > 0) throw invalidInput(wrong);
}

/** Signs a proposal, for the firm: it is in force from its first day on, in the place of the one before. */
export function signContract(context: Context, id: string): Promise<ServiceContract> {
  return answer(context, id, async (contract, em) => {
    contract.sign(now(), context.actor.name);
    announceContract(em, contract, ContractEventKind.SIGNED);
    if (contract.startsOn <= shanghaiDate(now())) await beginContract(em, contract);
    else setTimer(em, contractBegins, contract.id, dayOf(contract.startsOn));
  });
}

/** Does not sign it, saying why. */
export function declineContract(
  context: Context,
  { contract: id, reason }: DeclineContractInput,
): Promise<ServiceContract> {
  return answer(context, id, (contract, em) => {
    contract.decline(now(), context.actor.name, reason.trim());
    announceContract(em, contract, ContractEventKind.DECLINED);
  });
}

/** The row is locked before it is decided: of two answers at once the second finds the first. */
async function answer(
  context: Context,
  id: string,
  decide: (contract: ServiceContract, em: EntityManager) => void | Promise<void>,
): Promise<ServiceContract> {
  if (!mayAnswerContract(context.actor, await readContract(context, id)))
    throw forbidden("A contract is signed by the firm that it is to bind");
  return context.em.fork().transactional(async (em) => {
    const contract = await em.findOneOrFail(ServiceContract, id, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
    });
    await decide(contract, em);
    return contract;
  });
}
