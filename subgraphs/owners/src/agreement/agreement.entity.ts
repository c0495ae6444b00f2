import { HutongError } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";
import { GraphQLLocalDate } from "graphql-scalars";
import { Directive, Field, ID, Int, ObjectType } from "type-graphql";

import { AgreementSide, AgreementState, AgreementStep, agreementSteps } from "./agreement.state.js";

const SupplementaryAgreementSchema = defineEntity({
  name: "SupplementaryAgreement",
  tableName: "supplementary_agreement",
  properties: {
    id: p.string().primary(),
    number: p.string().unique(),
    contractId: p.string(),
    communityId: p.string(),
    firmId: p.string(),
    proposedBy: p.enum(() => AgreementSide),
    proposedByName: p.string(),
    title: p.string(),
    text: p.text(),
    namesPlatform: p.boolean(),
    penaltyFen: p.integer().nullable(),
    rewardFen: p.integer().nullable(),
    startsOn: p.date(),
    endsOn: p.date(),
    state: p.enum(() => AgreementState),
    proposedAt: p.datetime().columnType("timestamptz(3)"),
    answerBy: p.datetime().columnType("timestamptz(3)"),
    answeredAt: p.datetime().columnType("timestamptz(3)").nullable(),
    answeredByName: p.string().nullable(),
    letter: p.text().nullable(),
    expiredAt: p.datetime().columnType("timestamptz(3)").nullable(),
  },
  indexes: [
    { properties: ["communityId", "proposedAt", "id"] },
    { properties: ["firmId", "proposedAt", "id"] },
  ],
});

/** What the other side answers with. */
interface Answer {
  readonly byName: string;
  readonly letter?: string;
}

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "What the owners and their firm agree on beside the contract, at any time; nobody is bound before both signed. 补充协议",
})
export class SupplementaryAgreement extends SupplementaryAgreementSchema.class {
  @Field(() => ID, { description: "`agr_…`" })
  override id: string;

  @Field({ description: "Number: `BC-2026-001`. 协议编号" })
  override number: string;

  @Field(() => AgreementSide, { description: "Who proposed it. 提出方" })
  override proposedBy: AgreementSide;

  @Field({ description: "Who proposed it, real name. 提出人" })
  override proposedByName: string;

  @Field({ description: "Heading. 标题" })
  override title: string;

  @Field({ description: "The clauses. 条文" })
  override text: string;

  @Field({
    description:
      "Whether it names the platform as binding; without that nobody can be fined by it. 是否写明适用本平台",
  })
  override namesPlatform: boolean;

  @Field(() => Int, {
    nullable: true,
    description: "Taken off for a task that somebody else had to grab, in fen. 扣罚(分)",
  })
  override penaltyFen: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Given to who grabbed it, in fen. 奖励(分)",
  })
  override rewardFen: number | null;

  @Field(() => GraphQLLocalDate, { description: "First day. 起始日" })
  override startsOn: string;

  @Field(() => GraphQLLocalDate, { description: "Last day. 截止日" })
  override endsOn: string;

  @Field(() => AgreementState, { description: "How it stands. 状态" })
  override state: AgreementState;

  @Field({ description: "When it was proposed. 提出时间" })
  override proposedAt: Date;

  @Field({ description: "By when the other side is asked to answer. 答复期限" })
  override answerBy: Date;

  @Field(() => Date, { nullable: true, description: "When it was answered. 答复时间" })
  override answeredAt: Date | null;

  @Field(() => String, { nullable: true, description: "Who answered, real name. 答复人" })
  override answeredByName: string | null;

  @Field(() => String, { nullable: true, description: "The letter of a refusal. 拒绝函" })
  override letter: string | null;

  @Field(() => Date, { nullable: true, description: "When it lost its force. 失效时间" })
  override expiredAt: Date | null;

  permits(step: AgreementStep): boolean {
    return agreementSteps[step].from.includes(this.state);
  }

  /** @throws HutongError `ILLEGAL_TRANSITION` */
  accept(at: Date, { byName }: Answer): void {
    move(this, AgreementStep.ACCEPT);
    this.answeredAt = at;
    this.answeredByName = byName;
  }

  /** @throws HutongError `ILLEGAL_TRANSITION` */
  refuse(at: Date, { byName, letter }: Required<Answer>): void {
    move(this, AgreementStep.REFUSE);
    this.answeredAt = at;
    this.answeredByName = byName;
    this.letter = letter;
  }

  /** @throws HutongError `ILLEGAL_TRANSITION` */
  expire(at: Date): void {
    move(this, AgreementStep.EXPIRE);
    this.expiredAt = at;
  }
}
SupplementaryAgreementSchema.setClass(SupplementaryAgreement);

/** Not a method of the class with `#`: entities are not made by its constructor. */
function move(agreement: SupplementaryAgreement, step: AgreementStep): void {
  if (!agreement.permits(step)) {
    throw new HutongError("ILLEGAL_TRANSITION", {
      message: `An agreement in state ${agreement.state} cannot ${step} now`,
      state: agreement.state,
    });
  }
  agreement.state = agreementSteps[step].to;
}
