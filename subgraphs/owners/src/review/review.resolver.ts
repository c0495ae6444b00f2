import { After, type Context, forbidden, Live, requireId } from "@hutong/kit";
import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";

import { Complaint, complaintOf } from "../complaint.extension.js";
import { ComplaintReview } from "./review.entity.js";
import { ComplaintReviewEvent, reviewTopic } from "./review.events.js";
import { ReviewComplaintInput } from "./review.input.js";
import {
  isReviewable,
  mayHearReviews,
  mayListen,
  mayReadReview,
  mayReview,
} from "./review.policy.js";
import { reviewComplaint, reviewOf } from "./review.service.js";

@Resolver(() => Complaint)
export class ReviewResolver {
  @Mutation(() => ComplaintReview, {
    description: "Rate a case that was solved, once; for its reporter. 评价诉求",
  })
  reviewComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ReviewComplaintInput, { description: "The rating. 评价" })
    input: ReviewComplaintInput,
  ): Promise<ComplaintReview> {
    return reviewComplaint(context, input);
  }

  @Live(() => ComplaintReviewEvent, {
    topic: reviewTopic,
    description:
      "That cases of a community were rated, for who may read reviews there and their authors. 诉求评价动态",
    admit: ({ actor }, { community }: { community: string }) => {
      if (!mayListen(actor, requireId(community, "cty")))
        throw forbidden("The reviews of this community are not yours to read");
    },
    concerns: async ({ payload }, context, { community }) => {
      if (payload.community !== community) return false;
      if (mayHearReviews(context.actor, community)) return true;
      const review = await reviewOf(payload.complaint, context);
      return review !== null && mayReadReview(context.actor, review);
    },
  })
  complaintReviewed(
    @Root() event: ComplaintReviewEvent,
    @Arg("community", () => ID, { description: "Where: `cty_…`. 小区" }) _community: string,
    @After() _after?: string,
  ): ComplaintReviewEvent {
    return event;
  }

  @FieldResolver(() => ComplaintReview, {
    nullable: true,
    description: "How its reporter rated it; null too for who may not see it. 评价",
  })
  async review(
    @Root() { id }: Complaint,
    @Ctx() context: Context,
  ): Promise<ComplaintReview | null> {
    const review = await reviewOf(id, context);
    return review && mayReadReview(context.actor, review) ? review : null;
  }

  @Directive('@requires(fields: "state reporter { masked }")')
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether the actor may rate it now. 可否评价",
  })
  async canReview(
    @Root() { id, state, reporter }: Complaint,
    @Ctx() context: Context,
  ): Promise<boolean> {
    return (
      isReviewable(state) &&
      mayReview(context.actor, reporter) &&
      (await reviewOf(id, context)) === null
    );
  }
}

@Resolver(() => ComplaintReviewEvent)
export class ComplaintReviewEventResolver {
  @FieldResolver(() => ComplaintReview, { nullable: true, description: "The review. 评价" })
  async review(
    @Root() { payload }: ComplaintReviewEvent,
    @Ctx() context: Context,
  ): Promise<ComplaintReview | null> {
    const review = await reviewOf(payload.complaint, context);
    return review && mayReadReview(context.actor, review) ? review : null;
  }

  @FieldResolver(() => Complaint, { nullable: true, description: "The case. 诉求" })
  complaint(@Root() { payload }: ComplaintReviewEvent): Complaint | null {
    return complaintOf(payload.complaint);
  }
}
