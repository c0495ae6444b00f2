import { defineEntity, p } from "@mikro-orm/core";
import { Field, ID, Int, ObjectType } from "type-graphql";

const ComplaintReviewSchema = defineEntity({
  name: "ComplaintReview",
  tableName: "complaint_review",
  properties: {
    id: p.string().primary(),
    /** Unique: a case is rated once, also when two windows send at the same moment. */
    complaintId: p.string().unique(),
    communityId: p.string(),
    personId: p.string(),
    stars: p.integer(),
    satisfied: p.boolean(),
    comment: p.text(),
    at: p.datetime().columnType("timestamptz(3)"),
  },
});

@ObjectType({ description: "What the reporter thinks of how a case was handled. 评价" })
export class ComplaintReview extends ComplaintReviewSchema.class {
  @Field(() => ID, { description: "`rev_…`" })
  override id: string;

  @Field(() => Int, { description: "One to five. 星级" })
  override stars: number;

  @Field({ description: "Satisfied or not: counts towards the satisfaction rate. 是否满意" })
  override satisfied: boolean;

  @Field({ description: "In their words; may be empty. 评语" })
  override comment: string;

  @Field({ description: "When. 时间" })
  override at: Date;
}
ComplaintReviewSchema.setClass(ComplaintReview);
