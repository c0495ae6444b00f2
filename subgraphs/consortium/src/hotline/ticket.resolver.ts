import {
  Clock,
  ClockKind,
  ComplaintState,
  type Connection,
  connectionOf,
  type Context,
  defineBatch,
  maskName,
  maskPhone,
  PageArgs,
  readClock,
} from "@hutong/kit";
import { Max, Min } from "class-validator";
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from "type-graphql";

import { HistoryEntry } from "../changes/history.entity.js";
import { historyOf } from "../changes/history.js";
import { Community, communityOf } from "../community.extension.js";
import { Complaint, complaintOf } from "../complaint.extension.js";
import { PropertyFirm } from "../firm/firm.entity.js";
import { firmReference } from "../firm/firm.reference.js";
import { CaseFact } from "../rates/case-fact.entity.js";
import { HotlineTicket, TicketDisclosure } from "./ticket.entity.js";
import {
  DirectTicketInput,
  FeedBackInput,
  LogTicketInput,
  TicketInput,
  TicketReasonInput,
} from "./ticket.input.js";
import { mayReadTicket } from "./ticket.policy.js";
import { disclosuresOf, readTicket, ticketOfCase } from "./ticket.reference.js";
import {
  acknowledgeTicket,
  cancelTicket,
  directTicket,
  feedBack,
  listTickets,
  logTicket,
  revealCaller,
  ticketBoard,
} from "./ticket.service.js";
import { TicketState } from "./ticket.state.js";

@ObjectType({ description: "Who called; masked unless it was released to the actor. 来电人" })
export class Caller {
  @Field({ description: "Name, or `王**`. 姓名" })
  name: string;

  @Field({ description: "Phone, or `138****1234`. 电话" })
  phone: string;

  @Field({ description: "Whether name and phone are hidden here. 是否已脱敏" })
  masked: boolean;
}

@ArgsType()
class BoardArgs {
  @Field(() => Int, { defaultValue: 100, description: "How many, at most 500. 条数" })
  @Min(1)
  @Max(500)
  first: number;
}

const TicketConnection = connectionOf(HotlineTicket);
const which = { description: "Which ticket, and what there is to say. 工单与说明" };

const factOfCase = defineBatch<CaseFact | null>(async (ids, { em }) => {
  const facts = await em.find(CaseFact, { id: { $in: [...ids] } });
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  return (id) => byId.get(id) ?? null;
});

@Resolver(() => HotlineTicket)
export class TicketResolver {
  @Query(() => HotlineTicket, { nullable: true, description: "One ticket. 查看热线工单" })
  hotlineTicket(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`tkt_…`" }) id: string,
  ): Promise<HotlineTicket> {
    return readTicket(context, id);
  }

  @Query(() => TicketConnection, {
    description: "The tickets that are the actor's to see, newest first. 热线工单列表",
  })
  hotlineTickets(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("states", () => [TicketState], {
      nullable: true,
      description: "In one of these states. 状态",
    })
    states?: TicketState[] | null,
    @Arg("number", () => String, { nullable: true, description: "With this number. 工单编号" })
    number?: string | null,
  ): Promise<Connection<HotlineTicket>> {
    return listTickets(context, { states, number }, page);
  }

  @Query(() => [HotlineTicket], {
    description: "What is open at the desk, the nearest deadline first. 值班看板",
  })
  hotlineBoard(@Ctx() context: Context, @Args() { first }: BoardArgs): Promise<HotlineTicket[]> {
    return ticketBoard(context, first);
  }

  @Mutation(() => HotlineTicket, {
    description: "Take a call down; it becomes a case of the neighborhood by itself. 登记来电",
  })
  logTicket(
    @Ctx() context: Context,
    @Arg("input", () => LogTicketInput, { description: "The call. 来电" }) input: LogTicketInput,
  ): Promise<HotlineTicket> {
    return logTicket(context, input);
  }

  @Mutation(() => HotlineTicket, {
    description: "Send it to the firm's head office too, as the caller agrees. 直派总部",
  })
  directTicket(
    @Ctx() context: Context,
    @Arg("input", () => DirectTicketInput, which) input: DirectTicketInput,
  ): Promise<HotlineTicket> {
    return directTicket(context, input);
  }

  @Mutation(() => HotlineTicket, {
    description: "Confirm that it arrived, for the head office. 总部确认",
  })
  acknowledgeTicket(
    @Ctx() context: Context,
    @Arg("input", () => TicketInput, which) input: TicketInput,
  ): Promise<HotlineTicket> {
    return acknowledgeTicket(context, input.ticket);
  }

  @Mutation(() => HotlineTicket, {
    description: "See who called, for a stated purpose; it is written to the ledger. 查看来电人",
  })
  revealCaller(
    @Ctx() context: Context,
    @Arg("input", () => TicketReasonInput, which) input: TicketReasonInput,
  ): Promise<HotlineTicket> {
    return revealCaller(context, input);
  }

  @Mutation(() => HotlineTicket, {
    description: "Record what the caller said to what became of it. 反馈来电人",
  })
  feedBackTicket(
    @Ctx() context: Context,
    @Arg("input", () => FeedBackInput, which) input: FeedBackInput,
  ): Promise<HotlineTicket> {
    return feedBack(context, input);
  }

  @Mutation(() => HotlineTicket, {
    description: "Take it back as a mistake, before it is a case. 作废工单",
  })
  cancelTicket(
    @Ctx() context: Context,
    @Arg("input", () => TicketReasonInput, which) input: TicketReasonInput,
  ): Promise<HotlineTicket> {
    return cancelTicket(context, input);
  }

  @FieldResolver(() => Community, { nullable: true, description: "Where. 小区" })
  community(@Root() { communityId }: HotlineTicket): Community {
    return communityOf(communityId);
  }

  @FieldResolver(() => Complaint, { nullable: true, description: "Its case. 诉求" })
  complaint(@Root() { complaintId }: HotlineTicket): Complaint | null {
    return complaintId ? complaintOf(complaintId) : null;
  }

  @FieldResolver(() => PropertyFirm, {
    nullable: true,
    description: "The firm whose head office got it directly. 直派企业",
  })
  directFirm(@Root() { directFirmId }: HotlineTicket, @Ctx() context: Context) {
    return directFirmId ? firmReference.loadOne(directFirmId, context) : null;
  }

  @FieldResolver(() => Caller, { description: "Who called, masked unless released. 来电人" })
  async caller(@Root() ticket: HotlineTicket, @Ctx() context: Context): Promise<Caller> {
    const { actor } = context;
    const holder = actor.is("FIRM_MANAGER") ? actor.org : actor.id;
    const released =
      actor.may("identity:read") &&
      (await disclosuresOf(ticket.id, context)).some(({ holderId }) => holderId === holder);
    const { callerName: name, callerPhone: phone } = ticket;
    return released
      ? { name, phone, masked: false }
      : { name: maskName(name), phone: maskPhone(phone), masked: true };
  }

  @FieldResolver(() => [TicketDisclosure], {
    description: "Who may see who called, and why. 来电人信息查看记录",
  })
  disclosures(@Root() { id }: HotlineTicket, @Ctx() context: Context): Promise<TicketDisclosure[]> {
    return disclosuresOf(id, context);
  }

  @FieldResolver(() => [Clock], { description: "The city's clocks on its case. 时限" })
  async clocks(@Root() { complaintId }: HotlineTicket, @Ctx() context: Context): Promise<Clock[]> {
    const fact = complaintId ? await factOfCase(complaintId, context) : null;
    if (!fact?.respondStartedAt || !fact.respondDueAt || !fact.closeDueAt) return [];
    const startedAt = fact.respondStartedAt;
    const paused = fact.state === ComplaintState.SUSPENDED;
    const clock = (kind: ClockKind, dueAt: Date, stoppedAt: Date | null): Clock =>
      readClock({ kind, startedAt, dueAt, stoppedAt, paused });
    return [
      clock(ClockKind.PUBLIC_RESPOND, fact.respondDueAt, fact.respondedAt ?? null),
      clock(ClockKind.PUBLIC_RESOLVE, fact.closeDueAt, fact.resolvedAt ?? null),
    ];
  }

  @FieldResolver(() => [HistoryEntry], { description: "What happened, oldest first. 办理记录" })
  history(@Root() { id }: HotlineTicket, @Ctx() context: Context): Promise<HistoryEntry[]> {
    return historyOf(id, context);
  }
}

@Resolver(() => Complaint)
export class ComplaintTicketResolver {
  @FieldResolver(() => HotlineTicket, {
    nullable: true,
    description: "The call it began with, for the desk. 热线工单",
  })
  async hotlineTicket(
    @Root() { id }: Complaint,
    @Ctx() context: Context,
  ): Promise<HotlineTicket | null> {
    const ticket = await ticketOfCase(id, context);
    const facts = { directFirmId: ticket?.directFirmId ?? null };
    return ticket && mayReadTicket(context.actor, facts) ? ticket : null;
  }
}
