import { ComplaintCategory } from "@hutong/kit";
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  Length,
  Max,
  Min,
  ValidateNested,
} from "class-validator";
import { GraphQLLocalDate } from "graphql-scalars";
import { Field, ID, InputType, Int } from "type-graphql";

import { HeadcountPost } from "./contract.entity.js";

const longestPromiseMinutes = 525_600;

@InputType({ description: "A clause as it is to be printed. 合同条款" })
export class ContractClauseInput {
  @Field({ description: "`第十二条`. 条款号" })
  @Length(1, 20)
  number: string;

  @Field({ description: "Heading. 标题" })
  @Length(1, 60)
  title: string;

  @Field({ description: "Full text. 条文" })
  @Length(2, 5000)
  text: string;

  @Field(() => [ComplaintCategory], {
    description: "The kinds of complaint it speaks of. 适用类别",
  })
  @ArrayUnique()
  categories: ComplaintCategory[];

  @Field(() => Int, {
    nullable: true,
    description: "Promised to answer within, in minutes. 承诺响应(分钟)",
  })
  @Min(1)
  @Max(longestPromiseMinutes)
  respondWithinMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Promised to be on site within, in minutes. 承诺到场(分钟)",
  })
  @Min(1)
  @Max(longestPromiseMinutes)
  onSiteWithinMinutes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Promised to solve within, in minutes. 承诺办结(分钟)",
  })
  @Min(1)
  @Max(longestPromiseMinutes)
  resolveWithinMinutes?: number | null;
}

@InputType({ description: "How many people are promised for a post. 约定人数" })
export class PromisedHeadcountInput {
  @Field(() => HeadcountPost, { description: "Which post. 岗位" })
  post: HeadcountPost;

  @Field(() => Int, { description: "How many. 人数" })
  @Min(1)
  @Max(1000)
  count: number;
}

@InputType({ description: "What the owners propose to a firm. 物业服务合同草案" })
export class ProposeContractInput {
  @Field(() => ID, { description: "Where. 小区" })
  community: string;

  @Field(() => ID, { description: "The firm it is to bind. 物业企业" })
  firm: string;

  @Field(() => GraphQLLocalDate, { description: "First day. 起始日" })
  startsOn: string;

  @Field(() => GraphQLLocalDate, { description: "Last day. 到期日" })
  endsOn: string;

  @Field(() => Int, { description: "Monthly fee for a square metre, in fen. 物业费(分/平方米·月)" })
  @Min(0)
  @Max(100_000)
  feeFenPerSquareMetre: number;

  @Field(() => [ContractClauseInput], { description: "What the firm must do. 条款" })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique(({ number }: ContractClauseInput) => number)
  @ValidateNested({ each: true })
  clauses: ContractClauseInput[];

  @Field(() => [PromisedHeadcountInput], { description: "How many people it promises. 约定人员" })
  @ArrayMaxSize(7)
  @ArrayUnique(({ post }: PromisedHeadcountInput) => post)
  @ValidateNested({ each: true })
  promisedHeadcount: PromisedHeadcountInput[];
}

@InputType({ description: "Which contract. 合同" })
export class SignContractInput {
  @Field(() => ID, { description: "The contract. 合同" })
  contract: string;
}

@InputType({ description: "A contract that the firm does not sign. 不签合同" })
export class DeclineContractInput extends SignContractInput {
  @Field({ description: "Why. 理由" })
  @Length(2, 1000)
  reason: string;
}
