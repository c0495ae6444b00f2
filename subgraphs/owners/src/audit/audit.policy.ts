import type { Actor } from "@hutong/kit";

/** The owners' own committee audits what their firm spent. */
export const mayAudit = (actor: Actor, communityId: string): boolean =>
  actor.may("case:write") && actor.is("COMMITTEE_MEMBER") && actor.communities.has(communityId);
