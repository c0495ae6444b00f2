import type { Actor } from "@hutong/kit";

import type { Community } from "../community/community.entity.js";
import { ComplaintChannel } from "../complaint/complaint.entity.js";

const { OWNER_PLATFORM, HOTLINE, CITY_HOTLINE, PATROL, OPEN311 } = ComplaintChannel;

/**
 * By which ways the actor may bring complaints of a community, their own way first: residents by
 * their platform, the grid what it sees or is transferred, the consortium what its hotline hears,
 * an application by Open311. The community's code needs no actor at all.
 */
export function channelsOf(actor: Actor, community: Community): readonly ComplaintChannel[] {
  if (!actor.may("case:write")) return [];
  switch (actor.role) {
    case "OWNER":
    case "COMMITTEE_MEMBER":
      return actor.communities.has(community.id) ? [OWNER_PLATFORM] : [];
    case "GRID_WORKER":
      return actor.grids.has(community.grid.id) ? [PATROL, CITY_HOTLINE] : [];
    case "SECRETARY":
      return [HOTLINE, CITY_HOTLINE];
    case "SERVICE":
      return actor.org === "consortium" ? [HOTLINE] : [];
    case "APP":
      return [OPEN311];
    default:
      return [];
  }
}

/** Residents report for themselves; all others for somebody who has told them. */
export const reportsForThemselves = (actor: Actor): boolean =>
  actor.is("OWNER", "COMMITTEE_MEMBER");
