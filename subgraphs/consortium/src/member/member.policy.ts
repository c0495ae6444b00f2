import { type Actor, forbidden } from "@hutong/kit";

/** The register is public. */
export function requireMayReadMembers(actor: Actor): void {
  if (!actor.may("public:read") && !actor.may("case:read")) {
    throw forbidden("The token lacks the scopes public:read and case:read");
  }
}

/** Who keeps the register: the secretariat. */
export function requireMayKeepMembers(actor: Actor): void {
  if (!actor.may("case:write") || !actor.is("SECRETARY")) {
    throw forbidden("Only the secretariat keeps the member register");
  }
}
