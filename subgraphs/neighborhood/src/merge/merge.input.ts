import { ArrayMaxSize, ArrayMinSize } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "Which complaints are the same as which. 合并多件诉求" })
export class MergeComplaintsInput {
  @Field(() => [ID], { description: "The ones to be joined, at most 100. 被合并诉求" })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  complaints: string[];

  @Field(() => ID, { description: "The one that goes on. 保留诉求" })
  into: string;
}

@InputType({ description: "Which complaint is the same as which. 合并诉求" })
export class MergeComplaintInput {
  @Field(() => ID, { description: "The one to be joined. 被合并诉求" })
  complaint: string;

  @Field(() => ID, { description: "The one that goes on. 保留诉求" })
  into: string;
}
