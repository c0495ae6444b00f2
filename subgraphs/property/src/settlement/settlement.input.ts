import { Length } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "Somebody does not agree with an amount. 提出申诉" })
export class RaiseDisputeInput {
  @Field(() => ID, { description: "Which amount: `lbe_…`. 明细" })
  entry: string;

  @Field({ description: "Why. 理由" })
  @Length(2, 500)
  reason: string;
}

@InputType({ description: "The firm decides on a dispute. 处理申诉" })
export class ResolveDisputeInput {
  @Field(() => ID, { description: "Which: `dsp_…`. 申诉" })
  dispute: string;

  @Field({ description: "Whether the person is right: then the amount is taken back. 是否成立" })
  upheld: boolean;

  @Field({ description: "The reasons. 处理意见" })
  @Length(2, 500)
  resolution: string;
}
