import type { Actor } from "@hutong/kit";

import type { Crew } from "./crew.entity.js";

/** Cleaners are known by name to whoever deals with cases, not to the public. */
export function mayReadCleaners(actor: Actor): boolean {
  return actor.may("case:read");
}

/** A phone in clear is for the contractor itself and the grid worker of a community the crew serves. */
export function maySeeCleanerPhone(
  actor: Actor,
  { contractorId, communityIds }: { contractorId: string; communityIds: readonly string[] },
): boolean {
  return (
    actor.org === contractorId ||
    (actor.role === "GRID_WORKER" && communityIds.some((id) => actor.communities.has(id)))
  );
}

/** Who enters, moves and retires cleaners of a crew: its leader, for the contractor whose crew it is. */
export function mayKeepRegister(actor: Actor, { contractor, leaderPersonId }: Crew): boolean {
  return (
    actor.may("case:write") &&
    actor.isAt("CREW_LEADER", contractor.id) &&
    leaderPersonId === actor.id
  );
}

/** Who gives a crew its leader: those who lead crews of the contractor. */
export const mayAppoint = (actor: Actor, contractorId: string): boolean =>
  actor.may("case:write") && actor.isAt("CREW_LEADER", contractorId);

/** Why somebody left is for the leaders of the contractor and for themselves. */
export function maySeeRetirement(
  actor: Actor,
  { contractorId, personId }: { contractorId: string; personId: string },
): boolean {
  return actor.isAt("CREW_LEADER", contractorId) || actor.id === personId;
}
