import type { Actor } from "@hutong/kit";

import type { HelpRequest } from "../help-request/help-request.entity.js";
import type { Expert } from "./expert.entity.js";

/** Who always sees an expert's phone: the secretariat, and the expert's own firm. */
export function maySeePhone(actor: Actor, expert: Expert): boolean {
  return actor.may("case:read") && (actor.is("SECRETARY") || isColleague(actor, expert.firm.id));
}

/** Who sees it because the expert was accepted for a request: the firm that asked, and the grid. */
export function isReleasedBy(actor: Actor, request: HelpRequest): boolean {
  return (
    actor.may("case:read") &&
    (actor.isAt("FIRM_MANAGER", request.askingFirm.id) ||
      (actor.is("GRID_WORKER") && actor.communities.has(request.communityId)))
  );
}

/** Whether the actor works for the firm. */
export const isColleague = (actor: Actor, firmId: string): boolean =>
  actor.isAt("FIRM_MANAGER", firmId) || actor.isAt("EXPERT", firmId);
