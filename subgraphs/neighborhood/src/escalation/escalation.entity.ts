import { HutongError } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

export enum EscalationLevel {
  PROJECT = "PROJECT",
  AREA = "AREA",
  COMPANY = "COMPANY",
  CONSORTIUM = "CONSORTIUM",
  AUTHORITY = "AUTHORITY",
}
registerEnumType(EscalationLevel, {
  name: "EscalationLevel",
  description: "Who must answer for a case that did not go on. 升级层级",
  valuesConfig: {
    PROJECT: { description: "The firm's project. 项目" },
    AREA: { description: "The firm's area office. 片区" },
    COMPANY: { description: "The firm's head office. 公司总部" },
    CONSORTIUM: { description: "The property-service consortium. 联合体" },
    AUTHORITY: { description: "The housing authority. 房管部门" },
  },
});

/** From the bottom up. */
export const levels = Object.values(EscalationLevel);

export enum EscalationState {
  OPEN = "OPEN",
  ANSWERED = "ANSWERED",
  PASSED = "PASSED",
  SETTLED = "SETTLED",
  VERIFIED = "VERIFIED",
  DROPPED = "DROPPED",
}
registerEnumType(EscalationState, {
  name: "EscalationState",
  description: "How far a level has come with a case. 升级状态",
  valuesConfig: {
    OPEN: { description: "The level must answer. 待答复" },
    ANSWERED: { description: "It has said by when the case will be solved. 已答复" },
    PASSED: { description: "Its time was over, and the next level was told. 已上报" },
    SETTLED: { description: "The case was solved; the level must confirm it. 待核查" },
    VERIFIED: { description: "The level has confirmed the solution. 已核查" },
    DROPPED: { description: "The case turned out to be none of the firm's. 已撤销" },
  },
});

export enum EscalationStep {
  ANSWER = "ANSWER",
  PASS = "PASS",
  SETTLE = "SETTLE",
  VERIFY = "VERIFY",
  DROP = "DROP",
}
registerEnumType(EscalationStep, {
  name: "EscalationStep",
  description: "What leads a level from one state to the next. 升级动作",
  valuesConfig: {
    ANSWER: { description: "Say what will be done, and by when. 答复" },
    PASS: { description: "Pass to the next level. 上报" },
    SETTLE: { description: "The case was solved. 办结" },
    VERIFY: { description: "Confirm the solution. 核查" },
    DROP: { description: "The case is none of the firm's. 撤销" },
  },
});

const { OPEN, ANSWERED, PASSED, SETTLED, VERIFIED, DROPPED } = EscalationState;

/** Which step leads from where to where. */
export const escalationSteps: Readonly<
  Record<
    EscalationStep,
    { readonly from: readonly EscalationState[]; readonly to: EscalationState }
  >
> = {
  ANSWER: { from: [OPEN], to: ANSWERED },
  PASS: { from: [OPEN, ANSWERED], to: PASSED },
  SETTLE: { from: [OPEN, ANSWERED], to: SETTLED },
  VERIFY: { from: [PASSED, SETTLED], to: VERIFIED },
  DROP: { from: [OPEN, ANSWERED, PASSED, SETTLED], to: DROPPED },
};

const EscalationSchema = defineEntity({
  name: "Escalation",
  tableName: "escalation",
  properties: {
    id: p.string().primary(),
    complaintId: p.string(),
    level: p.enum(() => EscalationLevel),
    state: p.enum(() => EscalationState),
    reason: p.text(),
    firmId: p.string().nullable(),
    raisedBy: p.string(),
    raisedAt: p.datetime().columnType("timestamptz(3)"),
    dueAt: p.datetime().columnType("timestamptz(3)"),
    pausedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    answer: p.text().nullable(),
    answeredBy: p.string().nullable(),
    answeredAt: p.datetime().columnType("timestamptz(3)").nullable(),
    verifiedBy: p.string().nullable(),
    verifiedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    verification: p.text().nullable(),
    version: p.integer().version(),
  },
});

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "One level that had to answer for a case that did not go on: who was told, by when, what they answered, and that they confirmed the solution. 升级记录",
})
export class Escalation extends EscalationSchema.class {
  @Field(() => ID, { description: "`esc_…`" })
  override id: string;

  @Field(() => EscalationLevel, { description: "Who was told. 层级" })
  override level: EscalationLevel;

  @Field(() => EscalationState, { description: "How far it has come. 状态" })
  override state: EscalationState;

  @Field({ description: "Why. 升级原因" })
  override reason: string;

  @Field({ description: "Who took it up, `系统` when a time was over. 升级人" })
  override raisedBy: string;

  @Field({ description: "When the level was told. 告知时间" })
  override raisedAt: Date;

  @Field({
    description:
      "By when it must answer, then by when it promised the solution; then the next level is told. 时限",
  })
  override dueAt: Date;

  @Field(() => String, { nullable: true, description: "What it answered. 答复" })
  override answer: string | null;

  @Field(() => String, { nullable: true, description: "Who answered. 答复人" })
  override answeredBy: string | null;

  @Field(() => Date, { nullable: true, description: "When. 答复时间" })
  override answeredAt: Date | null;

  @Field(() => String, { nullable: true, description: "Who confirmed the solution. 核查人" })
  override verifiedBy: string | null;

  @Field(() => Date, { nullable: true, description: "When. 核查时间" })
  override verifiedAt: Date | null;

  @Field(() => String, { nullable: true, description: "What they saw. 核查情况" })
  override verification: string | null;

  /** Whether the level's time runs. */
  isActive(): boolean {
    return this.state === OPEN || this.state === ANSWERED;
  }

  /** @throws HutongError `ILLEGAL_TRANSITION` */
  take(step: EscalationStep): void {
    const { from, to } = escalationSteps[step];
    if (!from.includes(this.state)) {
      throw new HutongError("ILLEGAL_TRANSITION", {
        message: `An escalation in state ${this.state} cannot ${step}`,
        state: this.state,
      });
    }
    this.state = to;
  }
}
EscalationSchema.setClass(Escalation);
