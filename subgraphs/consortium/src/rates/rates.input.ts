import { ComplaintCategory, invalidInput, requireId } from "@hutong/kit";
import { Max, Min } from "class-validator";
import { GraphQLLocalDate } from "graphql-scalars";
import { ArgsType, Field, ID, Int, registerEnumType } from "type-graphql";

import type { Dimension } from "./rollup.js";
import { type Precision, Rounding } from "./rate.js";

export enum RateDimension {
  FIRM = "FIRM",
  COMMUNITY = "COMMUNITY",
  CATEGORY = "CATEGORY",
}
registerEnumType(RateDimension, {
  name: "RateDimension",
  description: "By what cases are told apart. 统计维度",
  valuesConfig: {
    FIRM: { description: "By responsible firm. 按企业" },
    COMMUNITY: { description: "By community. 按小区" },
    CATEGORY: { description: "By what they are about. 按类别" },
  },
});

export const columnOf: Readonly<Record<RateDimension, Dimension>> = {
  FIRM: "firm_id",
  COMMUNITY: "community_id",
  CATEGORY: "category",
};

export enum RateKind {
  RESPONSE = "RESPONSE",
  COMPLETION = "COMPLETION",
  SATISFACTION = "SATISFACTION",
  REPORTING = "REPORTING",
}
registerEnumType(RateKind, {
  name: "RateKind",
  description: "Which of the four rates. 四率",
  valuesConfig: {
    RESPONSE: { description: "Answered in time, of those due to be answered. 响应率" },
    COMPLETION: { description: "Closed, of those due to be closed. 办结率" },
    SATISFACTION: { description: "Satisfied, of those who answered the callback. 满意率" },
    REPORTING: { description: "Reported to the grid, of those out of scope. 上报率" },
  },
});

/** Which cases are counted: those that came in on these days, of this firm, community, category. */
@ArgsType()
export class PeriodArgs {
  @Field(() => GraphQLLocalDate, { description: "First day on which they came in. 起始日期" })
  from: string;

  @Field(() => GraphQLLocalDate, { description: "Last day on which they came in. 截止日期" })
  to: string;

  @Field(() => ID, { nullable: true, description: "Only this firm's. 企业" })
  firm?: string | null;

  @Field(() => ID, { nullable: true, description: "Only in this community. 小区" })
  community?: string | null;

  @Field(() => ComplaintCategory, { nullable: true, description: "Only about this. 类别" })
  category?: ComplaintCategory | null;
}

@ArgsType()
export class RatesArgs extends PeriodArgs implements Precision {
  @Field(() => Rounding, {
    defaultValue: Rounding.TRUNCATE,
    description: "How percentages are cut; the consortium publishes truncated ones. 取整方式",
  })
  rounding: Rounding;

  @Field(() => Int, {
    defaultValue: 1,
    description: "Digits after the point, at most 4. 小数位数",
  })
  @Min(0)
  @Max(4)
  digits: number;
}

@ArgsType()
export class RankingArgs extends RatesArgs {
  @Field(() => RateDimension, { description: "What is ranked. 排名对象" })
  by: RateDimension;

  @Field(() => RateKind, {
    defaultValue: RateKind.COMPLETION,
    description: "By which rate. 按哪一率",
  })
  rate: RateKind;

  @Field(() => Int, { defaultValue: 50, description: "How many, at most 500. 条数" })
  @Min(1)
  @Max(500)
  first: number;
}

@ArgsType()
export class DistributionArgs extends RatesArgs {
  @Field(() => RateDimension, { description: "By what they are told apart. 统计维度" })
  by: RateDimension;
}

@ArgsType()
export class DemandArgs extends PeriodArgs {
  @Field(() => Int, {
    defaultValue: 3,
    description: "In how many communities it must recur to be common. 最少小区数",
  })
  @Min(2)
  @Max(1000)
  communities: number;

  @Field(() => Int, {
    defaultValue: 2,
    description: "How many cases make it recur in a community. 每小区最少件数",
  })
  @Min(1)
  @Max(1000)
  cases: number;
}

/** @throws HutongError `INVALID_ID`, `INVALID_INPUT` */
export function requirePeriod({ from, to, firm, community }: PeriodArgs): void {
  if (from > to) throw invalidInput({ to: "must not lie before from" });
  if (firm) requireId(firm, "firm");
  if (community) requireId(community, "cty");
}
