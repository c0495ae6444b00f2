import { Length } from "class-validator";
import { GraphQLLocalDate } from "graphql-scalars";
import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "Which community needs a firm, and why. 申请接管" })
export class RequestTakeoverInput {
  @Field(() => ID, { description: "Where. 小区" })
  community: string;

  @Field({ description: "Why. 事由" })
  @Length(5, 2000)
  reason: string;
}

@InputType({ description: "A step of a takeover, with what there is to say. 接管动作" })
export class TakeoverStepInput {
  @Field(() => ID, { description: "The takeover. 接管编号" })
  takeover: string;

  @Field({ description: "In their words. 说明" })
  @Length(5, 2000)
  text: string;
}

@InputType({ description: "Which firm is recommended. 推荐企业" })
export class RecommendFirmInput extends TakeoverStepInput {
  @Field(() => ID, { description: "One that has said it is able and willing. 企业" })
  firm: string;
}

@InputType({ description: "How the owners decide. 业主决定" })
export class DecideTakeoverInput extends TakeoverStepInput {
  @Field({ description: "Whether they take the firm. 是否同意" })
  approve: boolean;
}

@InputType({ description: "The hand-over. 交接" })
export class HandOverTakeoverInput extends TakeoverStepInput {
  @Field(() => GraphQLLocalDate, {
    description: "From which day the firm is responsible. 接管日期",
  })
  on: string;
}
