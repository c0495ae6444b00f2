import { type Actor, ComplaintState } from "@hutong/kit";

import type { ComplaintReview } from "./review.entity.js";

const { RESOLVED, VERIFIED, CALLED_BACK, CLOSED } = ComplaintState;
const reviewable: readonly ComplaintState[] = [RESOLVED, VERIFIED, CALLED_BACK, CLOSED];

/** Whether a case has come far enough to be rated. */
export const isReviewable = (state: ComplaintState): boolean => reviewable.includes(state);

/**
 * Who may rate a case: the resident who reported it. The neighborhood does not say who that is; it
 * shows the identity unmasked to the reporter, and to no other resident.
 */
export function mayReview(actor: Actor, reporter: { readonly masked: boolean }): boolean {
  return isResident(actor) && !reporter.masked;
}

/** Who can be the reporter of a case at all. */
export const isResident = (actor: Actor): boolean =>
  actor.may("case:write") && actor.is("OWNER", "COMMITTEE_MEMBER");

/** Who may hear of reviews at all: with them, who may have written one. */
export const mayListen = (actor: Actor, communityId: string): boolean =>
  mayHearReviews(actor, communityId) ||
  (actor.may("case:read") && actor.is("OWNER") && actor.communities.has(communityId));

/** Who may read a review: its author, those who answer for the community, the consortium. */
export function mayReadReview(actor: Actor, { personId, communityId }: ComplaintReview): boolean {
  return (actor.may("case:read") && personId === actor.id) || mayHearReviews(actor, communityId);
}

/** Who is told of the reviews of a community: those who answer for it, and the consortium. */
export function mayHearReviews(actor: Actor, communityId: string): boolean {
  if (!actor.may("case:read")) return false;
  if (actor.is("SECRETARY", "SERVICE")) return true;
  return actor.is("GRID_WORKER", "COMMITTEE_MEMBER") && actor.communities.has(communityId);
}
