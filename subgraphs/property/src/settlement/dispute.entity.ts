import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

import { next, type Steps } from "../transition.js";
import { LabourEntry } from "./ledger-entry.entity.js";

export enum DisputeState {
  OPENED = "OPENED",
  UPHELD = "UPHELD",
  REJECTED = "REJECTED",
}
registerEnumType(DisputeState, {
  name: "DisputeState",
  description: "How far a dispute has come. 申诉状态",
  valuesConfig: {
    OPENED: { description: "Waits for the firm. 待处理" },
    UPHELD: { description: "Right: the amount is taken back. 申诉成立(冲回)" },
    REJECTED: { description: "The amount stands. 申诉不成立" },
  },
});

const disputeSteps: Steps<"UPHOLD" | "REJECT", DisputeState> = {
  UPHOLD: { from: [DisputeState.OPENED], to: DisputeState.UPHELD },
  REJECT: { from: [DisputeState.OPENED], to: DisputeState.REJECTED },
};

const DisputeSchema = defineEntity({
  name: "Dispute",
  tableName: "labour_dispute",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    personId: p.string(),
    /** An amount is disputed once: whoever loses does not begin anew. */
    entry: () => p.oneToOne(LabourEntry).ref().owner(),
    state: p.enum(() => DisputeState),
    reason: p.text(),
    resolution: p.text().nullable(),
    resolvedBy: p.string().nullable(),
    at: p.datetime().columnType("timestamptz(3)"),
    resolvedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    version: p.integer().version(),
  },
  indexes: [{ properties: ["firmId", "at", "id"] }, { properties: ["personId", "at", "id"] }],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({ description: "Somebody does not agree with an amount. 奖惩申诉" })
export class Dispute extends DisputeSchema.class {
  @Field(() => ID, { description: "`dsp_f07_…`" })
  override id: string;

  @Field(() => DisputeState, { description: "How far it has come. 状态" })
  override state: DisputeState;

  @Field({ description: "Why they do not agree. 理由" })
  override reason: string;

  @Field(() => String, { nullable: true, description: "What the firm decided, and why. 处理意见" })
  override resolution: string | null;

  @Field(() => String, { nullable: true, description: "Who decided. 处理人" })
  override resolvedBy: string | null;

  @Field({ description: "When it was raised. 申诉时间" })
  override at: Date;

  @Field(() => Date, { nullable: true, description: "When it was decided. 处理时间" })
  override resolvedAt: Date | null;

  resolve(step: "UPHOLD" | "REJECT", resolution: string, by: string, at: Date): void {
    this.state = next(disputeSteps, this.state, step);
    this.resolution = resolution;
    this.resolvedBy = by;
    this.resolvedAt = at;
  }
}
DisputeSchema.setClass(Dispute);
