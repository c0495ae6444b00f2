import { Length, Max, MaxLength, Min } from "class-validator";
import { GraphQLLocalDate } from "graphql-scalars";
import { Field, ID, InputType, Int } from "type-graphql";

const texts = { max: 2000 };

@InputType({ description: "What a firm has failed in. 督办事由" })
export class OpenConductCaseInput {
  @Field(() => ID, { description: "Which firm. 企业" })
  firm: string;

  @Field(() => ID, { nullable: true, description: "The complaint it is about. 诉求" })
  complaint?: string | null;

  @Field({ description: "What it has failed in; nobody's identity. 事由" })
  @Length(5, texts.max)
  reason: string;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: "By when it is to put it right. 整改期限",
  })
  rectifyBy?: string | null;
}

@InputType({ description: "What was said to the firm. 约谈" })
export class HoldInterviewInput {
  @Field(() => ID, { description: "The supervision. 督办编号" })
  conductCase: string;

  @Field({ description: "Who came for the firm. 被约谈人" })
  @Length(2, 60)
  interviewWith: string;

  @Field({ description: "What was said and promised; nobody's identity. 约谈记录" })
  @Length(5, texts.max)
  record: string;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: "By when it is to put it right now. 整改期限",
  })
  rectifyBy?: string | null;
}

@InputType({ description: "What all members are told. 通报" })
export class IssueCircularInput {
  @Field(() => ID, { description: "The supervision. 督办编号" })
  conductCase: string;

  @Field({ description: "The circular; nobody's identity. 通报内容" })
  @Length(5, texts.max)
  text: string;
}

@InputType({ description: "How much credit is taken, and what proves it. 信用扣分" })
export class DeductCreditInput {
  @Field(() => ID, { description: "The supervision. 督办编号" })
  conductCase: string;

  @Field(() => Int, { description: "Points, 1 to 20. 扣分" })
  @Min(1)
  @Max(20)
  points: number;

  @Field({ description: "What proves it; nobody's identity. 依据" })
  @Length(5, texts.max)
  evidence: string;
}

@InputType({ description: "Why the firm objects. 申诉" })
export class AppealInput {
  @Field(() => ID, { description: "The supervision. 督办编号" })
  conductCase: string;

  @Field({ description: "Why; nobody's identity. 申诉理由" })
  @Length(5, texts.max)
  reason: string;
}

@InputType({ description: "How an appeal is decided; never by who took the credit. 申诉决定" })
export class DecideAppealInput {
  @Field(() => ID, { description: "The supervision. 督办编号" })
  conductCase: string;

  @Field({ description: "Whether the deduction stands. 是否维持" })
  uphold: boolean;

  @Field({ description: "Why; nobody's identity. 理由" })
  @Length(5, texts.max)
  reason: string;
}

@InputType({ description: "How a supervision ended. 结束督办" })
export class CloseConductCaseInput {
  @Field(() => ID, { description: "The supervision. 督办编号" })
  conductCase: string;

  @Field(() => String, { nullable: true, description: "In their words. 说明" })
  @MaxLength(300)
  note?: string | null;
}
