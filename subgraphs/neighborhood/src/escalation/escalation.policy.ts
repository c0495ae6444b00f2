import type { Actor } from "@hutong/kit";

import type { CaseFacts } from "../complaint/complaint.policy.js";
import { EscalationLevel } from "./escalation.entity.js";

/** Who may take a case up by hand: the grid that looks after it, and the consortium. */
export const mayEscalate = (actor: Actor, facts: CaseFacts): boolean =>
  actor.may("case:write") &&
  (actor.role === "SECRETARY" || (actor.role === "GRID_WORKER" && actor.grids.has(facts.gridId)));

/**
 * Who speaks for a level: the firm for its project, area and head office, the secretariat for the
 * consortium; what the housing authority says, the grid writes down.
 */
export function maySpeakFor(
  actor: Actor,
  facts: CaseFacts,
  { level, firmId }: { readonly level: EscalationLevel; readonly firmId?: string | null },
): boolean {
  if (!actor.may("case:write")) return false;
  if (level === EscalationLevel.CONSORTIUM) return actor.role === "SECRETARY";
  if (level === EscalationLevel.AUTHORITY)
    return actor.role === "GRID_WORKER" && actor.grids.has(facts.gridId);
  return actor.isAt("FIRM_MANAGER", firmId);
}
