import { ComplaintCategory } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";
import { Field, ID, ObjectType } from "type-graphql";

import { ComplaintGrade } from "../complaint/complaint.entity.js";

const GradingRuleSchema = defineEntity({
  name: "GradingRule",
  tableName: "grading_rule",
  properties: {
    id: p.string().primary(),
    category: p.enum(() => ComplaintCategory).nullable(),
    words: p.json<string[]>(),
    grade: p.enum(() => ComplaintGrade),
  },
});

@ObjectType({
  description:
    "How bad a complaint is taken to be when it comes in: of all rules that fit, the gravest counts. 分级规则",
})
export class GradingRule extends GradingRuleSchema.class {
  @Field(() => ID, { description: "`rule_…`" })
  override id: string;

  @Field(() => ComplaintCategory, {
    nullable: true,
    description: "About this; null for any category. 类别",
  })
  override category: ComplaintCategory | null;

  @Field(() => [String], {
    description: "With one of these words in title or description; none for all. 关键词",
  })
  override words: string[];

  @Field(() => ComplaintGrade, { description: "Is this bad. 等级" })
  override grade: ComplaintGrade;

  fits(category: ComplaintCategory, text: string): boolean {
    return (
      (this.category === null || this.category === category) &&
      (this.words.length === 0 || this.words.some((word) => text.includes(word)))
    );
  }
}
GradingRuleSchema.setClass(GradingRule);
