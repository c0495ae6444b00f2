import { ArrayMaxSize, ArrayMinSize, Max, Min, ValidateNested } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";

import { HeadcountPost } from "../contract/contract.entity.js";

@InputType({ description: "How many were seen of one post. 单岗清点" })
export class SeenPostInput {
  @Field(() => HeadcountPost, { description: "Post. 岗位" })
  post: HeadcountPost;

  @Field(() => Int, { description: "How many. 人数" })
  @Min(0)
  @Max(1000)
  count: number;
}

@InputType({ description: "What the committee counted on site. 现场清点" })
export class RecordHeadcountInput {
  @Field(() => ID, { description: "Where. 小区" })
  community: string;

  @Field(() => [SeenPostInput], { description: "By post. 各岗人数" })
  @ArrayMinSize(1)
  @ArrayMaxSize(7)
  @ValidateNested({ each: true })
  seen: SeenPostInput[];
}
