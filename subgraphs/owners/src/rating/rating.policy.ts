import type { Actor } from "@hutong/kit";

/** Who may rate the firm of a community: those who live there and pay it. */
export const mayRate = (actor: Actor, communityId: string): boolean =>
  actor.may("case:write") &&
  actor.is("OWNER", "COMMITTEE_MEMBER") &&
  actor.communities.has(communityId);
