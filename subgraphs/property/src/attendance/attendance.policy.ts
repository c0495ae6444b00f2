import type { Actor } from "@hutong/kit";

import { maySeeLabour } from "../firm.policy.js";

/** When somebody came and went is the firm's to see, the consortium's, and the person's own. */
export function maySeeAttendance(
  actor: Actor,
  { firmId, personId }: { firmId: string; personId: string },
): boolean {
  return (
    actor.may("case:read") &&
    (actor.isAt("FIRM_MANAGER", firmId) ||
      actor.id === personId ||
      (!actor.is("EXPERT") && maySeeLabour(actor, firmId)))
  );
}

/** {@link maySeeAttendance} as a condition on rows. */
export function attendanceOf(actor: Actor): { firmId?: string; personId?: string } {
  if (actor.is("SECRETARY", "SERVICE")) return {};
  return actor.is("FIRM_MANAGER") ? { firmId: actor.org } : { personId: actor.id };
}

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
