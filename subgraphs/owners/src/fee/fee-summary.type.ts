import { GraphQLLocalDate, GraphQLSafeInt } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";

import { FeeKind } from "./fee.entity.js";

@ObjectType({ description: "What one kind of income or cost comes to. 分项合计" })
export class FeeTotal {
  @Field(() => FeeKind, { description: "Which. 收支项目" })
  kind: FeeKind;

  @Field(() => GraphQLSafeInt, { description: "In fen, reversals taken off. 合计(分)" })
  amountFen: number;

  @Field(() => Int, { description: "How many lines. 笔数" })
  count: number;
}

@ObjectType({ description: "What was paid, what was spent and on what. 收支汇总" })
export class FeeSummary {
  @Field(() => GraphQLLocalDate, { description: "First day counted. 起始日" })
  from: string;

  @Field(() => GraphQLLocalDate, { description: "Last day counted. 截止日" })
  to: string;

  @Field(() => GraphQLSafeInt, { description: "Fees the households paid, in fen. 已收物业费(分)" })
  paidFen: number;

  @Field(() => GraphQLSafeInt, {
    description: "Income from common parts, the owners' own, in fen. 公共收益(分)",
  })
  sharedIncomeFen: number;

  @Field(() => GraphQLSafeInt, { description: "All costs, in fen. 支出(分)" })
  spentFen: number;

  @Field(() => GraphQLSafeInt, {
    description: "Income less costs, in fen; may be negative. 结余(分)",
  })
  leftFen: number;

  @Field(() => [FeeTotal], { description: "By kind; kinds without a line are left out. 分项" })
  totals: FeeTotal[];
}
