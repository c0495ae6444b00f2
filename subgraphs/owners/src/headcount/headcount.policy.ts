import type { Actor } from "@hutong/kit";

/** The committee counts for the owners. */
export const mayCount = (actor: Actor, communityId: string): boolean =>
  actor.may("case:write") && actor.is("COMMITTEE_MEMBER") && actor.communities.has(communityId);
