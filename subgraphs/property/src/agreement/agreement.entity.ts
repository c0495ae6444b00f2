import { defineEntity, p } from "@mikro-orm/core";
import { LocalDateResolver } from "graphql-scalars";
import { Directive, Field, ID, Int, ObjectType } from "type-graphql";

import { next } from "../transition.js";
import { AgreementState, agreementSteps, AgreementStep } from "./agreement.state.js";

const PlatformAgreementSchema = defineEntity({
  name: "PlatformAgreement",
  tableName: "platform_agreement",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    state: p.enum(() => AgreementState),
    namesPlatform: p.boolean(),
    penaltyFen: p.integer(),
    rewardFen: p.integer(),
    startsOn: p.date(),
    endsOn: p.date(),
    letter: p.text().nullable(),
    proposedAt: p.datetime().columnType("timestamptz(3)"),
    answeredAt: p.datetime().columnType("timestamptz(3)").nullable(),
    answeredBy: p.string().nullable(),
    version: p.integer().version(),
  },
  indexes: [{ properties: ["firmId", "proposedAt", "id"] }],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({
  description:
    "A firm's agreement about the platform: what a grabbed task costs the one responsible and brings the one who does it. Without one that is accepted and names the platform nobody pays and nobody is paid. 平台补充协议",
})
export class PlatformAgreement extends PlatformAgreementSchema.class {
  @Field(() => ID, { description: "`pag_f07_…`" })
  override id: string;

  @Field(() => AgreementState, { description: "How far it has come. 状态" })
  override state: AgreementState;

  @Field({
    description: "Whether it names the platform; else it moves no money here. 是否载明平台",
  })
  override namesPlatform: boolean;

  @Field(() => Int, {
    description: "What the responsible person pays for a grabbed task, in fen. 扣罚(分)",
  })
  override penaltyFen: number;

  @Field(() => Int, { description: "What the grabber earns, in fen. 奖励(分)" })
  override rewardFen: number;

  @Field(() => LocalDateResolver, { description: "First day in force. 起始日" })
  override startsOn: string;

  @Field(() => LocalDateResolver, { description: "Last day in force. 终止日" })
  override endsOn: string;

  @Field(() => String, { nullable: true, description: "The firm's letter of refusal. 拒绝函" })
  override letter: string | null;

  @Field({ description: "When it was proposed. 提出时间" })
  override proposedAt: Date;

  @Field(() => Date, { nullable: true, description: "When the firm answered. 答复时间" })
  override answeredAt: Date | null;

  @Field(() => String, { nullable: true, description: "Who answered for the firm. 答复人" })
  override answeredBy: string | null;

  accept(by: string, at: Date): void {
    this.take(AgreementStep.ACCEPT);
    this.answeredBy = by;
    this.answeredAt = at;
  }

  refuse(by: string, letter: string, at: Date): void {
    this.take(AgreementStep.REFUSE);
    this.answeredBy = by;
    this.answeredAt = at;
    this.letter = letter;
  }

  expire(): void {
    this.take(AgreementStep.EXPIRE);
  }

  private take(step: AgreementStep): void {
    this.state = next(agreementSteps, this.state, step);
  }
}
PlatformAgreementSchema.setClass(PlatformAgreement);
