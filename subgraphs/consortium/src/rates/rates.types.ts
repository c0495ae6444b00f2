import { ComplaintCategory } from "@hutong/kit";
import { GraphQLLocalDate } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";

import { Community } from "../community.extension.js";
import { Rate } from "./rate.js";

@ObjectType({
  description: "The four rates of the cases that came in within a period. 四率",
})
export class FourRates {
  @Field(() => GraphQLLocalDate, { description: "First day. 起始日期" })
  from: string;

  @Field(() => GraphQLLocalDate, { description: "Last day. 截止日期" })
  to: string;

  @Field(() => Int, { description: "How many came in, without joined and refused ones. 受理数" })
  received: number;

  @Field(() => Int, { description: "How many of them are not closed. 未结案数" })
  open: number;

  @Field(() => Rate, { description: "Answered in time ÷ due to be answered. 响应率" })
  response: Rate;

  @Field(() => Rate, { description: "Closed ÷ due to be closed. 办结率" })
  completion: Rate;

  @Field(() => Rate, { description: "Satisfied ÷ callbacks answered. 满意率" })
  satisfaction: Rate;

  @Field(() => Rate, {
    description: "Out-of-scope cases reported to the grid ÷ out-of-scope cases. 上报率",
  })
  reporting: Rate;
}

/** Of which firm, community or category a line tells: one of the three is set. */
@ObjectType()
abstract class AboutOne {
  @Field(() => Community, { nullable: true, description: "The community, by community. 小区" })
  community: Community | null;

  @Field(() => ComplaintCategory, {
    nullable: true,
    description: "The category, by category. 类别",
  })
  category: ComplaintCategory | null;

  /** `firm_…`, by firm. */
  firmId: string | null;
}

@ObjectType({ description: "One line of a ranking. 排名" })
export class RankedRates extends AboutOne {
  @Field(() => Int, { description: "Place; equals share one. 名次" })
  rank: number;

  @Field(() => FourRates, { description: "Its rates. 四率" })
  rates: FourRates;
}

@ObjectType({ description: "How much of all problems is of one kind or place. 问题分布" })
export class ProblemShare extends AboutOne {
  @Field(() => Int, { description: "How many came in. 受理数" })
  received: number;

  @Field(() => Int, { description: "How many of them are not closed. 未结案数" })
  open: number;

  @Field(() => Rate, { description: "Out of all that came in. 占比" })
  share: Rate;
}

@ObjectType({ description: "A demand that recurs across communities. 共性诉求" })
export class CommonDemand {
  @Field(() => ComplaintCategory, { description: "What it is about. 类别" })
  category: ComplaintCategory;

  @Field(() => [Community], {
    nullable: true,
    description: "Where it recurs, most cases first. 涉及小区",
  })
  communities: Community[];

  @Field(() => Int, { description: "How many cases there. 件数" })
  received: number;

  @Field(() => Int, { description: "How many of them are not closed. 未结案数" })
  open: number;
}
