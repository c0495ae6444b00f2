import { Length, Matches, Max, Min } from "class-validator";
import { GraphQLLocalDate } from "graphql-scalars";
import { Field, ID, InputType, Int } from "type-graphql";

import { FeeKind } from "./fee.entity.js";

@InputType({ description: "A line for the ledger. 新账目" })
export class PostFeeInput {
  @Field(() => ID, { description: "Whose ledger. 小区" })
  community: string;

  @Field(() => GraphQLLocalDate, { description: "The day it belongs to. 日期" })
  on: string;

  @Field(() => FeeKind, { description: "What for. 收支项目" })
  kind: FeeKind;

  @Field(() => Int, { description: "In fen, above zero. 金额(分)" })
  @Min(1)
  @Max(2_000_000_000)
  amountFen: number;

  @Field({ description: "In words. 用途" })
  @Length(1, 100)
  purpose: string;

  @Field(() => String, { nullable: true, description: "From or to whom. 对方" })
  @Length(1, 60)
  counterparty?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "For wages: who, as registered (`stf_…`, `cln_…`). 实名人员编号",
  })
  @Matches(/^(stf|cln)_/)
  worker?: string | null;

  @Field(() => String, { nullable: true, description: "For wages: their real name. 人员姓名" })
  @Length(2, 30)
  workerName?: string | null;
}

@InputType({ description: "Which line is taken back, and why. 冲销" })
export class ReverseFeeInput {
  @Field(() => ID, { description: "The line. 账目编号" })
  entry: string;

  @Field({ description: "Why. 原因" })
  @Length(2, 80)
  reason: string;
}

@InputType({ description: "A ledger as a CSV file. 账目导入" })
export class ImportFeesInput {
  @Field(() => ID, { description: "Whose ledger. 小区" })
  community: string;

  @Field({
    description:
      "The file, headed 日期,项目,金额,用途,对方,人员编号,姓名; amounts in yuan. CSV 文本",
  })
  @Length(1, 2_000_000)
  csv: string;

  @Field({ description: "Whether to try it only. 是否试运行" })
  dryRun: boolean;
}
