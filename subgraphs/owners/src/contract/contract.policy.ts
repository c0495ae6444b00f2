import { type Actor, forbidden } from "@hutong/kit";

import { type AgreementParties, sideOf } from "../agreement/agreement.policy.js";
import { AgreementSide } from "../agreement/agreement.state.js";
import { ContractState } from "./contract.state.js";

/** Contracts are public: what the owners agreed on hangs on the notice board. */
export function requireMayReadContracts(actor: Actor): void {
  if (!actor.may("public:read") && !actor.may("case:read")) {
    throw forbidden("The token lacks the scopes public:read and case:read");
  }
}

/** What was not signed is between the two sides. */
export const mayReadUnsigned = (actor: Actor, parties: AgreementParties): boolean =>
  sideOf(actor, parties) !== null || (actor.may("case:read") && actor.is("SECRETARY", "SERVICE"));

/** Whether the actor may read a contract as it stands. */
export function mayReadContract(
  actor: Actor,
  contract: AgreementParties & { readonly state: ContractState },
): boolean {
  const unsigned =
    contract.state === ContractState.PROPOSED || contract.state === ContractState.DECLINED;
  return !unsigned || mayReadUnsigned(actor, contract);
}

/** The owners' committee writes a contract, and nobody else. */
export const mayPropose = (actor: Actor, parties: AgreementParties): boolean =>
  sideOf(actor, parties) === AgreementSide.OWNERS;

/** The firm that it binds signs it or does not. */
export const mayAnswerContract = (actor: Actor, parties: AgreementParties): boolean =>
  sideOf(actor, parties) === AgreementSide.FIRM;
