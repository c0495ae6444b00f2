import { defineEntity, p } from "@mikro-orm/core";
import { GraphQLLocalDate } from "graphql-scalars";
import { Directive, Field, ID, Int, ObjectType } from "type-graphql";

import { moved } from "../changes/moves.js";
import { PropertyFirm } from "../firm/firm.entity.js";
import { conductMoves, ConductState } from "./conduct.state.js";

const at = () => p.datetime().columnType("timestamptz(3)").nullable();

const ConductCaseSchema = defineEntity({
  name: "ConductCase",
  tableName: "conduct_case",
  properties: {
    id: p.string().primary(),
    number: p.string().unique(),
    firm: () => p.manyToOne(PropertyFirm).ref(),
    complaintId: p.string().nullable(),
    /** The escalation that brought it, so that one told twice opens one case. */
    escalationId: p.string().unique().nullable(),
    reason: p.text(),
    state: p.enum(() => ConductState),
    openedAt: p.datetime().columnType("timestamptz(3)"),
    rectifyBy: p.date().nullable(),
    interviewedAt: at(),
    interviewWith: p.string().nullable(),
    interviewRecord: p.text().nullable(),
    circulatedAt: at(),
    circular: p.text().nullable(),
    deductedAt: at(),
    deductedByPersonId: p.string().nullable(),
    points: p.integer().nullable(),
    evidence: p.text().nullable(),
    appealedAt: at(),
    appeal: p.text().nullable(),
    appealDecision: p.text().nullable(),
    closedAt: at(),
  },
});

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "A firm's failing as the consortium follows it up: interview, circular, credit deduction, in this order. 督办",
})
export class ConductCase extends ConductCaseSchema.class {
  @Field(() => ID, { description: "`cdt_…`" })
  override id: string;

  @Field({ description: "Number: `DB-2026-001`. 督办编号" })
  override number: string;

  @Field({ description: "What the firm has failed in. 事由" })
  override reason: string;

  @Field(() => ConductState, { description: "How far it has come. 状态" })
  override state: ConductState;

  @Field({ description: "When it was opened. 立案时间" })
  override openedAt: Date;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: "By when the firm is to put it right. 整改期限",
  })
  override rectifyBy: string | null;

  @Field(() => Date, { nullable: true, description: "When the firm was spoken to. 约谈时间" })
  override interviewedAt: Date | null;

  @Field(() => String, { nullable: true, description: "Who came for the firm. 被约谈人" })
  override interviewWith: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What was said and promised. 约谈记录",
  })
  override interviewRecord: string | null;

  @Field(() => Date, { nullable: true, description: "When all members were told. 通报时间" })
  override circulatedAt: Date | null;

  @Field(() => String, { nullable: true, description: "What all members were told. 通报内容" })
  override circular: string | null;

  @Field(() => Date, { nullable: true, description: "When credit was taken. 扣分时间" })
  override deductedAt: Date | null;

  @Field(() => Int, { nullable: true, description: "How many points. 扣分" })
  override points: number | null;

  @Field(() => String, { nullable: true, description: "What proves it. 扣分依据" })
  override evidence: string | null;

  @Field(() => Date, { nullable: true, description: "When the firm objected. 申诉时间" })
  override appealedAt: Date | null;

  @Field(() => String, { nullable: true, description: "Why. 申诉理由" })
  override appeal: string | null;

  @Field(() => String, { nullable: true, description: "How that was decided, and why. 申诉决定" })
  override appealDecision: string | null;

  @Field(() => Date, { nullable: true, description: "When it ended. 结束时间" })
  override closedAt: Date | null;

  /**
   * Takes a step: the only way to change the state.
   * @throws HutongError `ILLEGAL_TRANSITION`
   */
  take(step: keyof typeof conductMoves): void {
    this.state = moved("supervision", conductMoves, this.state, step);
  }
}
ConductCaseSchema.setClass(ConductCase);

const CreditRecordSchema = defineEntity({
  name: "CreditRecord",
  tableName: "credit_record",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    conductCaseId: p.string().unique(),
    points: p.integer(),
    reason: p.text(),
    evidence: p.text(),
    at: p.datetime().columnType("timestamptz(3)"),
    revokedAt: at(),
  },
});

@ObjectType({ description: "Credit taken from a firm, and whether it still counts. 信用记录" })
export class CreditRecord extends CreditRecordSchema.class {
  @Field(() => ID, { description: "`crd_…`" })
  override id: string;

  @Field(() => Int, { description: "How many points were taken. 扣分" })
  override points: number;

  @Field({ description: "For what. 事由" })
  override reason: string;

  @Field({ description: "What proves it. 依据" })
  override evidence: string;

  @Field({ description: "When. 时间" })
  override at: Date;

  @Field(() => Date, {
    nullable: true,
    description: "When an appeal took it back: then it counts no more. 撤销时间",
  })
  override revokedAt: Date | null;
}
CreditRecordSchema.setClass(CreditRecord);
