import { type Actor, forbidden } from "@hutong/kit";

/** Contracts are public: what the owners agreed on hangs on the notice board. */
export function requireMayReadContracts(actor: Actor): void {
  if (!actor.may("public:read") && !actor.may("case:read")) {
    throw forbidden("The token lacks the scopes public:read and case:read");
  }
}
