import { Skill } from "@hutong/kit";
import { ArrayMaxSize, ArrayUnique, Length, MaxLength } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "A call to all firms for an expert. 会诊求助内容" })
export class AskAllFirmsInput {
  @Field(() => ID, { description: "The case. 诉求编号" })
  complaint: string;

  @Field({
    description: "What is wrong, in 10 to 500 characters; neither name, phone nor room. 情况说明",
  })
  @Length(10, 500)
  summary: string;

  @Field(() => [Skill], {
    description: "What the expert should be good at; none means anybody. 所需专长",
  })
  @ArrayMaxSize(6)
  @ArrayUnique()
  skills: Skill[];
}

@InputType({ description: "A step of a consultation. 会诊动作" })
export class HelpRequestStepInput {
  @Field(() => ID, { description: "The help request. 会诊编号" })
  helpRequest: string;

  @Field(() => String, { nullable: true, description: "In their words. 说明" })
  @MaxLength(300)
  note?: string | null;
}

@InputType({ description: "What the expert advises. 会诊意见" })
export class AdviseInput {
  @Field(() => ID, { description: "The help request. 会诊编号" })
  helpRequest: string;

  @Field({
    description:
      "Cause and remedy; goes into the case library, so neither name, phone nor room. 会诊意见",
  })
  @Length(2, 2000)
  advice: string;
}

@InputType({ description: "Why a call for help is taken back. 撤回求助" })
export class WithdrawHelpRequestInput {
  @Field(() => ID, { description: "The help request. 会诊编号" })
  helpRequest: string;

  @Field({ description: "The reason, told to all firms. 理由" })
  @Length(2, 300)
  reason: string;
}
