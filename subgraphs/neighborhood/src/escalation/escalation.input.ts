import { Length } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "What a level says, and by when it will be solved. 升级答复" })
export class AnswerEscalationInput {
  @Field(() => ID, { description: "`esc_…`. 升级编号" })
  escalation: string;

  @Field({ description: "What will be done. 答复" })
  @Length(2, 500)
  answer: string;

  @Field({
    description: "By when the case will be solved; then the next level is told. 承诺办结时间",
  })
  promisedAt: Date;
}

@InputType({ description: "That a level has seen the solution. 升级核查" })
export class VerifyEscalationInput {
  @Field(() => ID, { description: "`esc_…`. 升级编号" })
  escalation: string;

  @Field({ description: "What was seen. 核查情况" })
  @Length(2, 500)
  verification: string;
}
