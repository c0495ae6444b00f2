import { defineEntity, p } from "@mikro-orm/core";
import { GraphQLLocalDate } from "graphql-scalars";
import { Directive, Field, ID, ObjectType } from "type-graphql";

import { moved } from "../changes/moves.js";
import { takeoverMoves, TakeoverState } from "./takeover.state.js";

const at = () => p.datetime().columnType("timestamptz(3)").nullable();

const TakeoverSchema = defineEntity({
  name: "Takeover",
  tableName: "takeover",
  properties: {
    id: p.string().primary(),
    number: p.string().unique(),
    communityId: p.string(),
    reason: p.text(),
    state: p.enum(() => TakeoverState),
    requestedAt: p.datetime().columnType("timestamptz(3)"),
    consultation: p.text().nullable(),
    consultedAt: at(),
    firmId: p.string().nullable(),
    recommendation: p.text().nullable(),
    recommendedAt: at(),
    decision: p.text().nullable(),
    decidedAt: at(),
    handOverOn: p.date().nullable(),
    handedOverAt: at(),
  },
});

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "A community that needs a firm: the consortium recommends one, the owners decide, the projects change hands. 接管",
})
export class Takeover extends TakeoverSchema.class {
  @Field(() => ID, { description: "`tko_…`" })
  override id: string;

  @Field({ description: "Number: `JG-2026-001`. 接管编号" })
  override number: string;

  @Field({ description: "Why the community needs a firm. 事由" })
  override reason: string;

  @Field(() => TakeoverState, { description: "How far it has come. 状态" })
  override state: TakeoverState;

  @Field({ description: "When it was asked for. 申请时间" })
  override requestedAt: Date;

  @Field(() => String, { nullable: true, description: "What was asked and answered. 会商记录" })
  override consultation: string | null;

  @Field(() => Date, { nullable: true, description: "When. 会商时间" })
  override consultedAt: Date | null;

  @Field(() => String, { nullable: true, description: "Why this firm. 推荐意见" })
  override recommendation: string | null;

  @Field(() => Date, { nullable: true, description: "When it was recommended. 推荐时间" })
  override recommendedAt: Date | null;

  @Field(() => String, { nullable: true, description: "How the owners decided. 业主决定" })
  override decision: string | null;

  @Field(() => Date, { nullable: true, description: "When they decided. 决定时间" })
  override decidedAt: Date | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: "From which day the firm is responsible. 接管日期",
  })
  override handOverOn: string | null;

  @Field(() => Date, { nullable: true, description: "When the hand-over was recorded. 交接时间" })
  override handedOverAt: Date | null;

  /**
   * Takes a step: the only way to change the state.
   * @throws HutongError `ILLEGAL_TRANSITION`
   */
  take(step: keyof typeof takeoverMoves): void {
    this.state = moved("takeover", takeoverMoves, this.state, step);
  }
}
TakeoverSchema.setClass(Takeover);

const CandidateSchema = defineEntity({
  name: "TakeoverCandidate",
  tableName: "takeover_candidate",
  properties: {
    id: p.string().primary(),
    takeoverId: p.string(),
    firmId: p.string(),
    statement: p.text(),
    at: p.datetime().columnType("timestamptz(3)"),
  },
});

@ObjectType({ description: "A firm that says it is able and willing. 意向企业" })
export class TakeoverCandidate extends CandidateSchema.class {
  @Field(() => ID, { description: "`tkc_…`" })
  override id: string;

  @Field({ description: "What makes it able. 能力说明" })
  override statement: string;

  @Field({ description: "When it said so. 时间" })
  override at: Date;
}
CandidateSchema.setClass(TakeoverCandidate);
