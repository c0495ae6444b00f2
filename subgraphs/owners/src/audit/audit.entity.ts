import { defineEntity, p } from "@mikro-orm/core";
import { GraphQLLocalDate, GraphQLSafeInt } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";

import { FeeKind } from "../fee/fee.entity.js";

export enum AuditFinding {
  COUNTED = "COUNTED",
  NOT_REGISTERED = "NOT_REGISTERED",
  NAME_DIFFERS = "NAME_DIFFERS",
  BEFORE_REGISTRATION = "BEFORE_REGISTRATION",
  NOBODY_NAMED = "NOBODY_NAMED",
  PAID_TWICE = "PAID_TWICE",
  OUTSIDE_CONTRACT = "OUTSIDE_CONTRACT",
  TAKEN_BACK = "TAKEN_BACK",
}
registerEnumType(AuditFinding, {
  name: "AuditFinding",
  description: "Whether a cost counts, and if not, why. 审核结论",
  valuesConfig: {
    COUNTED: { description: "It counts as a cost. 计入成本" },
    NOT_REGISTERED: {
      description: "Wages of somebody who is not registered under the real name. 未实名登记",
    },
    NAME_DIFFERS: {
      description: "The name paid is not the one registered under this id. 姓名与登记不符",
    },
    BEFORE_REGISTRATION: {
      description: "Wages for a day before they were registered. 早于登记日期",
    },
    NOBODY_NAMED: { description: "Wages that do not say whose. 未列明人员" },
    PAID_TWICE: { description: "Second wages of one person in one month. 同月重复列支" },
    OUTSIDE_CONTRACT: { description: "Outside the contract's term. 不在合同期内" },
    TAKEN_BACK: { description: "The line was reversed, or reverses one. 已冲销" },
  },
});

@ObjectType({ description: "What an audit says of one cost. 审核明细" })
export class AuditLine {
  @Field(() => ID, { description: "The ledger's line. 账目编号" })
  entryId: string;

  @Field(() => GraphQLLocalDate, { description: "Its day. 日期" })
  on: string;

  @Field(() => FeeKind, { description: "What for. 收支项目" })
  kind: FeeKind;

  @Field({ description: "In words. 用途" })
  purpose: string;

  @Field(() => String, { nullable: true, description: "Whose wages. 人员姓名" })
  workerName: string | null;

  @Field(() => Int, { description: "What was spent, in fen. 金额(分)" })
  amountFen: number;

  @Field(() => AuditFinding, { description: "Whether it counts, and if not, why. 结论" })
  finding: AuditFinding;
}

const CostAuditSchema = defineEntity({
  name: "CostAudit",
  tableName: "cost_audit",
  properties: {
    id: p.string().primary(),
    communityId: p.string(),
    from: p.date().columnType("date"),
    to: p.date(),
    countedFen: p.bigint("number"),
    excludedFen: p.bigint("number"),
    lines: p.json<AuditLine[]>(),
    auditedByName: p.string(),
    auditedAt: p.datetime().columnType("timestamptz(3)"),
  },
  indexes: [{ properties: ["communityId", "auditedAt", "id"] }],
});

@ObjectType({
  description:
    "Which costs of a span of days count, line by line; staff who are not registered never do. 成本审核",
})
export class CostAudit extends CostAuditSchema.class {
  @Field(() => ID, { description: "`aud_…`" })
  override id: string;

  @Field(() => GraphQLLocalDate, { description: "First day audited. 起始日" })
  override from: string;

  @Field(() => GraphQLLocalDate, { description: "Last day audited. 截止日" })
  override to: string;

  @Field(() => GraphQLSafeInt, { description: "What counts, in fen. 计入成本(分)" })
  override countedFen: number;

  @Field(() => GraphQLSafeInt, { description: "What does not, in fen. 剔除(分)" })
  override excludedFen: number;

  @Field(() => [AuditLine], { description: "Every cost with its finding, by day. 明细" })
  override lines: AuditLine[];

  @Field({ description: "Who had it audited, real name. 审核人" })
  override auditedByName: string;

  @Field({ description: "When. 审核时间" })
  override auditedAt: Date;
}
CostAuditSchema.setClass(CostAudit);
