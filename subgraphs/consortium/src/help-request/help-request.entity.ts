import { ComplaintCategory, HutongError, Skill, now } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, ObjectType } from "type-graphql";

import { PropertyFirm } from "../firm/firm.entity.js";
import { HelpRequestState, HelpRequestStep, helpRequestSteps } from "./help-request.state.js";

const HelpRequestSchema = defineEntity({
  name: "HelpRequest",
  tableName: "help_request",
  properties: {
    id: p.string().primary(),
    number: p.string().unique(),
    complaintId: p.string(),
    communityId: p.string(),
    askingFirm: () => p.manyToOne(PropertyFirm).ref(),
    askedByPersonId: p.string(),
    askedByName: p.string(),
    summary: p.text(),
    category: p.enum(() => ComplaintCategory),
    skills: p.json<Skill[]>(),
    state: p.enum(() => HelpRequestState),
    createdAt: p.datetime().columnType("timestamptz(3)"),
    broadcastAt: p.datetime().columnType("timestamptz(3)").nullable(),
    deadlineAt: p.datetime().columnType("timestamptz(3)").nullable(),
    acceptedOfferId: p.string().nullable(),
    /** The chosen expert as a person: what decides who may arrive and advise. */
    acceptedPersonId: p.string().nullable(),
    acceptedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    advice: p.text().nullable(),
    onSiteAt: p.datetime().columnType("timestamptz(3)").nullable(),
    advisedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    confirmedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    closedAt: p.datetime().columnType("timestamptz(3)").nullable(),
  },
});

type Stamp = "broadcastAt" | "acceptedAt" | "onSiteAt" | "advisedAt" | "confirmedAt" | "closedAt";

/** What each step leaves on the request beside its new state. */
const stamps: Partial<Record<HelpRequestStep, Stamp>> = {
  BROADCAST: "broadcastAt",
  ACCEPT: "acceptedAt",
  DIRECT: "acceptedAt",
  ARRIVE: "onSiteAt",
  ADVISE: "advisedAt",
  CONFIRM: "confirmedAt",
  CLOSE: "closedAt",
};

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "A call for an expert, sent to all firms at once and stripped of the resident's identity. 专家会诊求助",
})
export class HelpRequest extends HelpRequestSchema.class {
  @Field(() => ID, { description: "`hrq_…`" })
  override id: string;

  @Field({ description: "Number, as people say it: `HZ-2026-012`. 会诊编号" })
  override number: string;

  @Field({ description: "Who asked, real name of staff. 求助人" })
  override askedByName: string;

  @Field({ description: "What is wrong; neither name, phone nor room. 情况说明" })
  override summary: string;

  @Field(() => ComplaintCategory, { description: "What the case is about. 类别" })
  override category: ComplaintCategory;

  @Field(() => [Skill], { description: "What the expert should be good at. 所需专长" })
  override skills: Skill[];

  @Field(() => HelpRequestState, { description: "How far it has come. 状态" })
  override state: HelpRequestState;

  @Field({ description: "When it was written. 创建时间" })
  override createdAt: Date;

  @Field(() => Date, { nullable: true, description: "When it went to all firms. 发布时间" })
  override broadcastAt: Date | null;

  @Field(() => Date, { nullable: true, description: "By when firms are asked to answer. 应援截止" })
  override deadlineAt: Date | null;

  @Field(() => String, { nullable: true, description: "What the expert advises. 会诊意见" })
  override advice: string | null;

  @Field(() => Date, { nullable: true, description: "When the expert came. 到场时间" })
  override onSiteAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When the advice was given. 出具意见时间" })
  override advisedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When the asking firm confirmed. 确认时间" })
  override confirmedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was closed. 归档时间" })
  override closedAt: Date | null;

  /** Whether a step leads on from the present state. Nobody is late before the deadline. */
  permits(step: HelpRequestStep, at = now()): boolean {
    if (!helpRequestSteps[step].from.includes(this.state)) return false;
    return step !== HelpRequestStep.MARK_NO_OFFER || !this.deadlineAt || at >= this.deadlineAt;
  }

  /**
   * Takes a step: the only way to change the state, but for {@link loseOffers}.
   * @throws HutongError `CONFLICT` when an expert was chosen already and another is to be;
   *   `ILLEGAL_TRANSITION` when the step does not lead on from the present state.
   */
  take(step: HelpRequestStep, at = now()): void {
    const chooses = step === HelpRequestStep.ACCEPT || step === HelpRequestStep.DIRECT;
    if (chooses && this.acceptedOfferId) throw new HutongError("CONFLICT");
    if (!this.permits(step, at)) {
      throw new HutongError("ILLEGAL_TRANSITION", {
        message: `A help request in state ${this.state} cannot ${step} now`,
        state: this.state,
      });
    }
    this.state = helpRequestSteps[step].to;
    const stamp = stamps[step];
    if (stamp) this[stamp] = at;
  }

  /** Goes to all firms, who are asked to answer by the deadline. */
  broadcast(deadlineAt: Date, at = now()): void {
    this.take(HelpRequestStep.BROADCAST, at);
    this.deadlineAt = deadlineAt;
  }

  /** The last open offer was withdrawn: the request waits for offers again. */
  loseOffers(): void {
    if (this.state === HelpRequestState.OFFERED) this.state = HelpRequestState.BROADCAST;
  }
}
HelpRequestSchema.setClass(HelpRequest);
