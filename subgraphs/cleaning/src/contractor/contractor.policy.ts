import type { Actor } from "@hutong/kit";

/** What concerns a contractor's people is for its crew leaders, and the consortium's secretariat. */
export function mayOversee(actor: Actor, contractorId: string): boolean {
  return (
    actor.may("case:read") &&
    (actor.is("SECRETARY", "SERVICE") || actor.isAt("CREW_LEADER", contractorId))
  );
}

/** By which measure contractors are looked at is not theirs to settle: the secretariat does. */
export const maySettle = (actor: Actor): boolean =>
  actor.may("case:write") && actor.is("SECRETARY");
