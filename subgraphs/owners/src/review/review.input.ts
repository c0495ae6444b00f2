import { Max, MaxLength, Min } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";

@InputType({ description: "How the reporter rates a case. 评价内容" })
export class ReviewComplaintInput {
  @Field(() => ID, { description: "The case. 诉求编号" })
  complaint: string;

  @Field(() => Int, { description: "One to five. 星级" })
  @Min(1)
  @Max(5)
  stars: number;

  @Field({ description: "Satisfied or not. 是否满意" })
  satisfied: boolean;

  @Field({ defaultValue: "", description: "In their words, at most 500 characters. 评语" })
  @MaxLength(500)
  comment: string;
}
