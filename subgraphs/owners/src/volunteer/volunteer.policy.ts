import type { Actor } from "@hutong/kit";

/** Who may volunteer: those who live there. */
export const mayVolunteer = (actor: Actor, communityId: string): boolean =>
  actor.may("case:write") &&
  actor.is("OWNER", "COMMITTEE_MEMBER") &&
  actor.communities.has(communityId);

/** Who may see the register of volunteers: the committee that organises them, and the grid. */
export const mayReadVolunteers = (actor: Actor, communityId: string): boolean =>
  actor.may("case:read") &&
  (actor.is("SERVICE") ||
    (actor.is("COMMITTEE_MEMBER", "GRID_WORKER") && actor.communities.has(communityId)));
