import type { Actor } from "@hutong/kit";

/** People clock themselves in and out; their firm's manager enters it for who cannot. */
export function mayClock(
  actor: Actor,
  { firmId, personId }: { firmId: string; personId: string },
): boolean {
  return (
    actor.may("case:write") &&
    (actor.isAt("FIRM_MANAGER", firmId) || (actor.id === personId && actor.org === firmId))
  );
}
