import type { Context } from "@hutong/kit";
import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from "type-graphql";

import { Complaint } from "../complaint.extension.js";
import { ComplaintReview } from "./review.entity.js";
import { ReviewComplaintInput } from "./review.input.js";
import { isReviewable, mayReadReview, mayReview } from "./review.policy.js";
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
