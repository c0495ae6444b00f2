import { ArrayMaxSize, IsInt, Length, Max, Min } from "class-validator";
import { GraphQLLocalDate } from "graphql-scalars";
import { Field, ID, InputType, Int } from "type-graphql";

@InputType({ description: "What one side proposes to the other. 补充协议草案" })
export class ProposeAgreementInput {
  @Field(() => ID, { description: "The contract it supplements, which must be in force. 主合同" })
  contract: string;

  @Field({ description: "Heading. 标题" })
  @Length(2, 60)
  title: string;

  @Field({ description: "The clauses. 条文" })
  @Length(2, 5000)
  text: string;

  @Field({ description: "Whether it names the platform as binding. 是否写明适用本平台" })
  namesPlatform: boolean;

  @Field(() => Int, {
    nullable: true,
    description: "Fine for a task somebody else had to grab, in fen. 扣罚(分)",
  })
  @Min(1)
  @Max(1_000_000)
  penaltyFen?: number | null;

  @Field(() => Int, { nullable: true, description: "Reward for grabbing it, in fen. 奖励(分)" })
  @Min(1)
  @Max(1_000_000)
  rewardFen?: number | null;

  @Field(() => GraphQLLocalDate, { description: "First day. 起始日" })
  startsOn: string;

  @Field(() => GraphQLLocalDate, { description: "Last day. 截止日" })
  endsOn: string;

  @Field(() => Int, {
    defaultValue: 14,
    description: "Days the other side has to answer, 1 to 90. 答复期限(天)",
  })
  @IsInt()
  @Min(1)
  @Max(90)
  answerWithinDays: number;
}

@InputType({ description: "Which agreement. 协议" })
export class AcceptAgreementInput {
  @Field(() => ID, { description: "The agreement. 协议编号" })
  agreement: string;
}

@InputType({ description: "A refusal with its letter. 拒绝" })
export class RefuseAgreementInput {
  @Field(() => ID, { description: "The agreement. 协议编号" })
  agreement: string;

  @Field({ description: "The letter that says why. 拒绝函" })
  @Length(10, 5000)
  letter: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      "Pictures of it or PDF files, sent to where `prepareLetterPhoto` said for the agreement, at most 9. 拒绝函照片或文件",
  })
  @ArrayMaxSize(9)
  photos?: string[] | null;
}
