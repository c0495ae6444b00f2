import type { Actor } from "@hutong/kit";

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
