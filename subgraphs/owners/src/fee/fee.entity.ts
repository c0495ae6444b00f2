import { defineEntity, p } from "@mikro-orm/core";
import { GraphQLLocalDate } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";

export enum FeeKind {
  PROPERTY_FEE = "PROPERTY_FEE",
  SHARED_INCOME = "SHARED_INCOME",
  STAFF = "STAFF",
  REPAIR = "REPAIR",
  CLEANING = "CLEANING",
  SECURITY = "SECURITY",
  GREENING = "GREENING",
  UTILITIES = "UTILITIES",
  MANAGEMENT = "MANAGEMENT",
  OTHER = "OTHER",
}
registerEnumType(FeeKind, {
  name: "FeeKind",
  description: "What money came from or went to. 收支项目",
  valuesConfig: {
    PROPERTY_FEE: { description: "Income: fees the households paid. 物业费收入" },
    SHARED_INCOME: {
      description: "Income from common parts, which belongs to the owners. 公共收益",
    },
    STAFF: { description: "Wages. 人员费用" },
    REPAIR: { description: "Repair and upkeep. 维修养护" },
    CLEANING: { description: "Cleaning and waste. 保洁清运" },
    SECURITY: { description: "Guarding. 秩序维护" },
    GREENING: { description: "Greens. 绿化养护" },
    UTILITIES: { description: "Common water and power. 公共水电" },
    MANAGEMENT: { description: "The firm's own administration and margin. 管理费与酬金" },
    OTHER: { description: "Anything else, as its purpose says. 其他" },
  },
});

const incomeKinds: readonly FeeKind[] = [FeeKind.PROPERTY_FEE, FeeKind.SHARED_INCOME];

/** Whether money of this kind came in. */
export const isIncome = (kind: FeeKind): boolean => incomeKinds.includes(kind);

const FeeEntrySchema = defineEntity({
  name: "FeeEntry",
  tableName: "fee_entry",
  properties: {
    id: p.string().primary(),
    communityId: p.string(),
    on: p.date(),
    kind: p.enum(() => FeeKind),
    /** Negative where the entry takes back another one. */
    amountFen: p.integer(),
    purpose: p.string(),
    counterparty: p.string().nullable(),
    workerId: p.string().nullable(),
    workerName: p.string().nullable(),
    /** Unique: an entry is taken back once. */
    reverses: p.string().nullable().unique(),
    postedByName: p.string(),
    postedAt: p.datetime().columnType("timestamptz(3)"),
  },
  indexes: [{ properties: ["communityId", "on", "id"] }],
});

@ObjectType({
  description:
    "A line of a community's fee ledger. Lines are never changed: a wrong one is taken back by another. 物业费账目",
})
export class FeeEntry extends FeeEntrySchema.class {
  @Field(() => ID, { description: "`fee_…`" })
  override id: string;

  @Field(() => GraphQLLocalDate, { description: "The day it belongs to. 日期" })
  override on: string;

  @Field(() => FeeKind, { description: "What for. 收支项目" })
  override kind: FeeKind;

  @Field(() => Int, {
    description: "Amount in fen; negative where it takes back another line. 金额(分)",
  })
  override amountFen: number;

  @Field({ description: "In words. 用途" })
  override purpose: string;

  @Field(() => String, { nullable: true, description: "From or to whom. 对方" })
  override counterparty: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Whose wages: real name, as registered. 人员姓名",
  })
  override workerName: string | null;

  @Field(() => ID, { nullable: true, description: "The line it takes back. 冲销的账目" })
  override reverses: string | null;

  @Field({ description: "Who entered it, real name. 录入人" })
  override postedByName: string;

  @Field({ description: "When it was entered. 录入时间" })
  override postedAt: Date;
}
FeeEntrySchema.setClass(FeeEntry);
