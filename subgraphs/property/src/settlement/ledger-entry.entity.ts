import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";

import { FirmStaff } from "../staff/staff.entity.js";

export enum LedgerKind {
  REWARD = "REWARD",
  PENALTY = "PENALTY",
  REVERSAL = "REVERSAL",
}
registerEnumType(LedgerKind, {
  name: "LabourEntryKind",
  description: "Why an amount was entered. 奖惩类别",
  valuesConfig: {
    REWARD: { description: "For a task grabbed and done. 抢单奖励" },
    PENALTY: { description: "For a task another had to do. 责任扣罚" },
    REVERSAL: { description: "Takes back an entry that was disputed rightly. 申诉冲回" },
  },
});

const LabourEntrySchema = defineEntity({
  name: "LabourEntry",
  tableName: "labour_entry",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    staff: () => p.manyToOne(FirmStaff).ref(),
    personId: p.string(),
    grabId: p.string(),
    kind: p.enum(() => LedgerKind),
    /** What the person gets; negative for what they pay. */
    amountFen: p.integer(),
    at: p.datetime().columnType("timestamptz(3)"),
    settlementId: p.string().nullable().index(),
  },
  // One of each kind for a grab and a person: nothing is entered or taken back twice.
  uniques: [{ properties: ["grabId", "staff", "kind"] }],
  indexes: [{ properties: ["firmId", "at", "id"] }, { properties: ["personId", "at", "id"] }],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({
  description:
    "An amount somebody earned or lost by a grabbed task; never changed, only taken back by another. 奖惩明细",
})
export class LabourEntry extends LabourEntrySchema.class {
  @Field(() => ID, { description: "`lbe_f07_…`" })
  override id: string;

  @Field(() => LedgerKind, { description: "Why. 类别" })
  override kind: LedgerKind;

  @Field(() => Int, { description: "In fen; negative for what is to be paid. 金额(分)" })
  override amountFen: number;

  @Field({ description: "When. 时间" })
  override at: Date;

  @Field(() => Boolean, { description: "Whether a month's settlement contains it. 是否已结算" })
  settled(): boolean {
    return this.settlementId != null;
  }
}
LabourEntrySchema.setClass(LabourEntry);
