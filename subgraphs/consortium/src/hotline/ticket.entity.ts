import { ComplaintCategory, ComplaintState, HutongError } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, ObjectType } from "type-graphql";

import { moved } from "../changes/moves.js";
import { directableStates, stateByCase, ticketMoves, TicketState } from "./ticket.state.js";

const at = () => p.datetime().columnType("timestamptz(3)").nullable();

const HotlineTicketSchema = defineEntity({
  name: "HotlineTicket",
  tableName: "hotline_ticket",
  properties: {
    id: p.string().primary(),
    number: p.string().unique(),
    communityId: p.string(),
    title: p.string(),
    description: p.text(),
    category: p.enum(() => ComplaintCategory),
    publicPlace: p.string(),
    place: p.string(),
    callerName: p.string(),
    callerPhone: p.string(),
    state: p.enum(() => TicketState),
    loggedByName: p.string(),
    loggedAt: p.datetime().columnType("timestamptz(3)"),
    complaintId: p.string().nullable(),
    complaintNumber: p.string().nullable(),
    complaintState: p.enum(() => ComplaintState).nullable(),
    forwardedAt: at(),
    closedAt: at(),
    /** The firm whose head office got it directly. */
    directFirmId: p.string().nullable(),
    consent: p.text().nullable(),
    directedAt: at(),
    acknowledgedAt: at(),
    fedBackAt: at(),
    answered: p.boolean().nullable(),
    satisfied: p.boolean().nullable(),
    feedback: p.text().nullable(),
    /** Whether the neighborhood has heard what the caller said. */
    feedbackTold: p.boolean(),
  },
});

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "A call to the 24-hour hotline, followed until the caller has heard what became of it. 热线工单",
})
export class HotlineTicket extends HotlineTicketSchema.class {
  @Field(() => ID, { description: "`tkt_…`" })
  override id: string;

  @Field({ description: "Number, as callers are told: `RX-2026-0001`. 工单编号" })
  override number: string;

  @Field({ description: "One line. 标题" })
  override title: string;

  @Field({ description: "What the caller said. 来电内容" })
  override description: string;

  @Field(() => ComplaintCategory, { description: "What it is about. 类别" })
  override category: ComplaintCategory;

  @Field({ description: "Building and unit. 楼栋单元" })
  override publicPlace: string;

  @Field(() => TicketState, { description: "How far it has come. 状态" })
  override state: TicketState;

  @Field({ description: "The clerk who took the call. 话务员" })
  override loggedByName: string;

  @Field({ description: "When the call came. 来电时间" })
  override loggedAt: Date;

  @Field(() => Date, { nullable: true, description: "When it became a case. 转办时间" })
  override forwardedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When its case was closed. 结案时间" })
  override closedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When the head office got it. 直派时间" })
  override directedAt: Date | null;

  @Field(() => String, { nullable: true, description: "How the caller agreed to that. 来电人同意" })
  override consent: string | null;

  @Field(() => Date, {
    nullable: true,
    description: "When the head office confirmed. 总部确认时间",
  })
  override acknowledgedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When the caller was told. 反馈时间" })
  override fedBackAt: Date | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the caller answered. 是否接通" })
  override answered: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the caller is satisfied; null when nobody answered. 是否满意",
  })
  override satisfied: boolean | null;

  @Field(() => String, { nullable: true, description: "What the caller said then. 反馈意见" })
  override feedback: string | null;

  /**
   * Takes a step of somebody's.
   * @throws HutongError `ILLEGAL_TRANSITION`
   */
  take(step: keyof typeof ticketMoves): void {
    this.state = moved("ticket", ticketMoves, this.state, step);
  }

  /**
   * Sends it to the head office, once.
   * @throws HutongError `ILLEGAL_TRANSITION`
   */
  direct(firmId: string, consent: string, when: Date): void {
    if (!directableStates.includes(this.state) || this.directFirmId) {
      throw new HutongError("ILLEGAL_TRANSITION", {
        message: this.directFirmId
          ? "The ticket is with a head office already"
          : `A ticket in state ${this.state} is not sent to a head office`,
        state: this.state,
      });
    }
    this.directFirmId = firmId;
    this.consent = consent;
    this.directedAt = when;
  }

  /**
   * The head office confirms that it arrived, once.
   * @throws HutongError `ILLEGAL_TRANSITION`
   */
  acknowledge(when: Date): void {
    if (this.acknowledgedAt) {
      throw new HutongError("ILLEGAL_TRANSITION", {
        message: "The head office has confirmed already",
        state: this.state,
      });
    }
    this.acknowledgedAt = when;
  }

  /**
   * The caller was told and asked; where nobody answered, they are called again.
   * @param satisfied - null when nobody answered
   * @throws HutongError `ILLEGAL_TRANSITION`
   */
  feedBack(satisfied: boolean | null, said: string | null, when: Date): void {
    const again = this.state === TicketState.FED_BACK && this.answered === false;
    if (!again) this.take("FEED_BACK");
    this.fedBackAt = when;
    this.answered = satisfied !== null;
    this.satisfied = satisfied;
    this.feedback = said;
    this.feedbackTold = false;
  }

  /** Its case is known. */
  forward(complaint: { readonly id: string; readonly number: string }, when: Date): void {
    this.take("FORWARD");
    this.complaintId = complaint.id;
    this.complaintNumber = complaint.number;
    this.forwardedAt = when;
  }

  /**
   * Its case has come to a state: the ticket goes with it. A caller who has heard need not hear
   * again, unless the case was taken up anew.
   * @returns whether anything changed
   */
  track(state: ComplaintState, when: Date): boolean {
    if (this.complaintState === state) return false;
    this.complaintState = state;
    const to = stateByCase[state];
    const atWork = to === TicketState.FORWARDED || to === TicketState.DISPATCHED;
    if (this.state === TicketState.FED_BACK && !atWork) return true;
    if (this.state === TicketState.FED_BACK) this.feedbackTold = false;
    this.state = to;
    this.closedAt = to === TicketState.CLOSED ? when : null;
    if (atWork) this.fedBackAt = this.answered = this.satisfied = this.feedback = null;
    return true;
  }
}
HotlineTicketSchema.setClass(HotlineTicket);

const TicketDisclosureSchema = defineEntity({
  name: "TicketDisclosure",
  tableName: "ticket_disclosure",
  properties: {
    id: p.string().primary(),
    ticketId: p.string(),
    /** A person, or the firm whose head office got it. */
    holderId: p.string(),
    name: p.string(),
    purpose: p.string().length(400),
    at: p.datetime().columnType("timestamptz(3)"),
  },
});

@ObjectType({ description: "Who may see who called, and why. 来电人信息查看记录" })
export class TicketDisclosure extends TicketDisclosureSchema.class {
  @Field(() => ID, { description: "`tds_…`" })
  override id: string;

  @Field({ description: "Who, or which firm's head office. 查看人" })
  override name: string;

  @Field({ description: "For what. 用途" })
  override purpose: string;

  @Field({ description: "Since when. 时间" })
  override at: Date;
}
TicketDisclosureSchema.setClass(TicketDisclosure);
