import {
  type ComplaintState,
  conflict,
  type Context,
  defineBatch,
  emit,
  forbidden,
  HutongError,
  newId,
  notFound,
  now,
  requireId,
} from "@hutong/kit";
import { UniqueConstraintViolationException } from "@mikro-orm/core";

import { ComplaintReview } from "./review.entity.js";
import { reviewTopic } from "./review.events.js";
import type { ReviewComplaintInput } from "./review.input.js";
import { isResident, isReviewable, mayReview } from "./review.policy.js";

/** The review of a case, whoever asks; the policy comes after. */
export const reviewOf = defineBatch<ComplaintReview | null>(async (complaintIds, { em }) => {
  const reviews = await em.find(ComplaintReview, { complaintId: { $in: [...complaintIds] } });
  const byComplaint = new Map(reviews.map((review) => [review.complaintId, review]));
  return (complaintId) => byComplaint.get(complaintId) ?? null;
});

interface ReviewedCase {
  readonly complaint: {
    readonly state: ComplaintState;
    readonly community: { readonly id: string };
    readonly reporter: { readonly masked: boolean };
  } | null;
}

const reviewedCase = /* GraphQL */ `
  query ReviewedCase($id: ID!) {
    complaint(id: $id) {
      state
      community {
        id
      }
      reporter {
        masked
      }
    }
  }
`;

/**
 * Rates a case, once. The neighborhood is asked in the actor's own name, so that it decides who
 * may see the case.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`, `CONFLICT`
 */
export async function reviewComplaint(
  context: Context,
  input: ReviewComplaintInput,
): Promise<ComplaintReview> {
  const { actor, em, graph } = context;
  const { complaint: complaintId, ...rating } = input;
  requireId(complaintId, "cmp");
  if (!isResident(actor)) throw forbidden("Only the resident who reported a case rates it");
  const { complaint } = await graph.ask<ReviewedCase>(reviewedCase, { id: complaintId });
  if (!complaint) throw notFound(`complaint ${complaintId}`);
  if (!mayReview(actor, complaint.reporter))
    throw forbidden("Only the resident who reported a case rates it");
  if (!isReviewable(complaint.state)) {
    throw new HutongError("ILLEGAL_TRANSITION", {
      message: `A complaint in state ${complaint.state} cannot be rated yet`,
      state: complaint.state,
    });
  }
  const review = em.create(ComplaintReview, {
    ...rating,
    id: newId("rev"),
    complaintId,
    communityId: complaint.community.id,
    personId: actor.id,
    at: now(),
  });
  emit(em, reviewTopic, "REVIEWED", { complaint: complaintId, community: review.communityId });
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException)
      throw conflict("This case has been rated already");
    throw error;
  }
  return review;
}
