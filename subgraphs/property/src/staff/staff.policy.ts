import type { Actor } from "@hutong/kit";

/** Staff are known by name to whoever deals with cases, not to the public. */
export function mayReadStaff(actor: Actor): boolean {
  return actor.may("case:read");
}

/** A phone in clear is for the firm itself, the one it belongs to, and the grid worker of the community. */
export function maySeeStaffPhone(
  actor: Actor,
  { firmId, communityId, personId }: { firmId: string; communityId: string; personId: string },
): boolean {
  return (
    actor.org === firmId ||
    actor.id === personId ||
    (actor.role === "GRID_WORKER" && actor.communities.has(communityId))
  );
}
