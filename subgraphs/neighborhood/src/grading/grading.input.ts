import { ComplaintCategory } from "@hutong/kit";
import { ArrayMaxSize, MaxLength } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

import { ComplaintGrade } from "../complaint/complaint.entity.js";

@InputType({ description: "A rule by which complaints are graded. 分级规则" })
export class GradingRuleInput {
  @Field(() => ID, { nullable: true, description: "The rule to change; none for a new one. 编号" })
  id?: string | null;

  @Field(() => ComplaintCategory, { nullable: true, description: "Null for any. 类别" })
  category?: ComplaintCategory | null;

  @Field(() => [String], { nullable: true, description: "Any of these words. 关键词" })
  @ArrayMaxSize(50)
  @MaxLength(20, { each: true })
  words?: string[] | null;

  @Field(() => ComplaintGrade, { description: "How bad it is then. 等级" })
  grade: ComplaintGrade;
}
