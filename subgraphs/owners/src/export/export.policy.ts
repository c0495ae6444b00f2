import type { Actor } from "@hutong/kit";

/** The books are the owners': their committee takes them along. */
export const mayExport = (actor: Actor, communityId: string): boolean =>
  actor.may("case:read") && actor.is("COMMITTEE_MEMBER") && actor.communities.has(communityId);
