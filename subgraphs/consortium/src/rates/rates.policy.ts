import { type Actor, forbidden } from "@hutong/kit";

/** Counts are public, and name nobody but firms, communities and categories. */
export function requireMayReadRates(actor: Actor): void {
  if (!actor.may("public:read") && !actor.may("case:read")) {
    throw forbidden("The token lacks the scopes public:read and case:read");
  }
}
