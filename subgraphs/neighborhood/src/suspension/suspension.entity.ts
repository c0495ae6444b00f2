import { defineEntity, p } from "@mikro-orm/core";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";

export enum SuspensionState {
  REQUESTED = "REQUESTED",
  APPROVED = "APPROVED",
  REFUSED = "REFUSED",
  ENDED = "ENDED",
}
registerEnumType(SuspensionState, {
  name: "SuspensionState",
  description: "How far a request to put a case off has come. 缓办状态",
  valuesConfig: {
    REQUESTED: { description: "Waits for somebody else's word. 待批准" },
    APPROVED: { description: "Allowed: the clocks stand. 已批准" },
    REFUSED: { description: "Refused, or overtaken by another step. 已驳回" },
    ENDED: { description: "The case went on. 已恢复" },
  },
});

const SuspensionSchema = defineEntity({
  name: "Suspension",
  tableName: "suspension",
  properties: {
    id: p.string().primary(),
    complaintId: p.string(),
    state: p.enum(() => SuspensionState),
    reason: p.text(),
    until: p.datetime().columnType("timestamptz(3)").nullable(),
    requestedBy: p.string(),
    requestedAt: p.datetime().columnType("timestamptz(3)"),
    decidedBy: p.string().nullable(),
    decidedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    endedAt: p.datetime().columnType("timestamptz(3)").nullable(),
  },
});

@ObjectType({ description: "A request to put a case off, and what became of it. 缓办" })
export class Suspension extends SuspensionSchema.class {
  @Field(() => ID, { description: "`sus_…`" })
  override id: string;

  @Field(() => SuspensionState, { description: "How far it has come. 状态" })
  override state: SuspensionState;

  @Field({ description: "Why. 缓办理由" })
  override reason: string;

  @Field(() => Date, {
    nullable: true,
    description: "When the case goes on by itself; null: by hand. 缓办至",
  })
  override until: Date | null;

  @Field({ description: "Who asked. 申请人" })
  override requestedBy: string;

  @Field({ description: "When. 申请时间" })
  override requestedAt: Date;

  @Field(() => String, { nullable: true, description: "Who allowed or refused it. 批准人" })
  override decidedBy: string | null;

  @Field(() => Date, { nullable: true, description: "When. 批准时间" })
  override decidedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When the case went on. 恢复时间" })
  override endedAt: Date | null;
}
SuspensionSchema.setClass(Suspension);
