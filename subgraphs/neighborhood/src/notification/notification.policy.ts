import type { Actor } from "@hutong/kit";

/** The consortium's secretariat, whose organisation the neighborhood does not keep. */
export const secretariat = "SECRETARY";

/** Under which addresses the actor is told: the person, and the office that the actor runs. */
export function addressesOf(actor: Actor): string[] {
  if (actor.is("FIRM_MANAGER")) return [actor.id, actor.org];
  if (actor.is("SECRETARY")) return [actor.id, secretariat];
  return [actor.id];
}
