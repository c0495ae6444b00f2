import { type Actor, forbidden } from "@hutong/kit";

/** The register of firms is public. */
export function requireMayReadFirms(actor: Actor): void {
  if (!actor.may("public:read") && !actor.may("case:read")) {
    throw forbidden("The token lacks the scopes public:read and case:read");
  }
}
