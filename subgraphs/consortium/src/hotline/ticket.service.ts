import {
  type Connection,
  type Context,
  findPage,
  forbidden,
  invalidInput,
  newId,
  notFound,
  now,
  type PageArgs,
  requireId,
  setTimer,
} from "@hutong/kit";
import { UniqueConstraintViolationException } from "@mikro-orm/core";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { changeLocked, createInTransaction } from "../changes/change.js";
import { doerOf } from "../changes/history.js";
import { PropertyFirm } from "../firm/firm.entity.js";
import { requireActiveMember } from "../member/member.reference.js";
import { ticketChanges } from "./ticket.changes.js";
import { HotlineTicket, TicketDisclosure } from "./ticket.entity.js";
import type {
  DirectTicketInput,
  FeedBackInput,
  LogTicketInput,
  TicketReasonInput,
} from "./ticket.input.js";
import { mayAcknowledge, requireDesk } from "./ticket.policy.js";
import { readTicket } from "./ticket.reference.js";
import { endedTicketStates, TicketState, TicketStep } from "./ticket.state.js";
import { forwardTicket, tellFeedback, waitsToBeTold } from "./ticket.timers.js";

export interface TicketFilter {
  readonly states?: readonly TicketState[] | null;
  readonly number?: string | null;
}

/** The tickets that are the actor's to see, newest first. */
export function listTickets(
  { em, actor }: Context,
  { states, number }: TicketFilter,
  page: PageArgs,
): Promise<Connection<HotlineTicket>> {
  actor.require("case:read");
  if (!actor.is("SECRETARY", "FIRM_MANAGER")) throw forbidden();
  const where: FilterQuery<HotlineTicket>[] = [];
  if (actor.is("FIRM_MANAGER")) where.push({ directFirmId: actor.org });
  if (states?.length) where.push({ state: { $in: [...states] } });
  if (number) where.push({ number: number.trim() });
  return findPage(em, HotlineTicket, { $and: where }, { by: "loggedAt", direction: "desc" }, page);
}

/** What is open, the nearest deadline first: what has none yet waits longest to be sent on. */
export async function ticketBoard({ em, actor }: Context, first: number): Promise<HotlineTicket[]> {
  actor.require("case:read");
  if (!actor.is("SECRETARY")) throw forbidden("The board is the desk's");
  const rows = await em.execute<{ id: string }[]>(
    `select ticket.id from hotline_ticket ticket
     left join case_fact fact on fact.id = ticket.complaint_id
     where ticket.state not in (${endedTicketStates.map(() => "?").join(", ")})
     order by case when fact.responded_at is null then fact.respond_due_at
       when fact.resolved_at is null then fact.close_due_at end nulls first, ticket.id limit ?`,
    [...endedTicketStates, first],
  );
  const ids = rows.map(({ id }) => id);
  const tickets = await em.find(HotlineTicket, { id: { $in: ids } });
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  return ids.map((id) => byId.get(id)!);
}

/**
 * Takes a call down; it becomes a case of the neighborhood by itself.
 * @throws HutongError `FORBIDDEN`, `INVALID_ID`, `INVALID_INPUT`
 */
export async function logTicket(context: Context, input: LogTicketInput): Promise<HotlineTicket> {
  const { actor, em } = context;
  requireDesk(actor);
  requireId(input.community, "cty");
  const known = await logged(em, input.key);
  if (known) return known;
  const { key, community: communityId, ...call } = input;
  const id = newId("tkt");
  try {
    await createInTransaction(context, async (transaction) => {
      const loggedAt = now();
      const ticket = transaction.create(HotlineTicket, {
        ...call,
        id,
        number: await nextNumber(transaction, loggedAt),
        communityId,
        state: TicketState.LOGGED,
        loggedByName: actor.name,
        loggedAt,
        feedbackTold: false,
      });
      await transaction.execute("insert into ticket_key (key, ticket_id) values (?, ?)", [key, id]);
      setTimer(transaction, forwardTicket, id, loggedAt);
      ticketChanges.announce(transaction, ticket, TicketStep.LOG, await doerOf(transaction, actor));
    });
  } catch (error) {
    // The same call came twice at once: the other request has stored it.
    const stored = error instanceof UniqueConstraintViolationException && (await logged(em, key));
    if (!stored) throw error;
    return stored;
  }
  return readTicket(context, id);
}

async function logged(em: EntityManager, key: string): Promise<HotlineTicket | null> {
  const [row] = await em.execute<{ ticket_id: string }[]>(
    "select ticket_id from ticket_key where key = ?",
    [key],
  );
  return row ? em.findOne(HotlineTicket, row.ticket_id) : null;
}

/** `RX-<year>-<count>`: from a sequence, so that two at once never share one. */
async function nextNumber(em: EntityManager, at: Date): Promise<string> {
  const [row] = await em.execute<{ next: string }[]>(
    "select nextval('hotline_ticket_number') as next",
  );
  return `RX-${at.getUTCFullYear()}-${row!.next.padStart(4, "0")}`;
}

/** Changes a ticket: who may, then what, then its record and its event. */
async function change(
  context: Context,
  id: string,
  step: TicketStep,
  work: (ticket: HotlineTicket, em: EntityManager) => Promise<string | null> | string | null,
): Promise<HotlineTicket> {
  await readTicket(context, id);
  await changeLocked(context, HotlineTicket, id, async (ticket, em) => {
    const note = await work(ticket, em);
    ticketChanges.announce(em, ticket, step, await doerOf(em, context.actor), note);
  });
  return readTicket(context, id);
}

/** Sends a ticket to the firm's head office beside its case; the caller has agreed to be named. */
export function directTicket(
  context: Context,
  { ticket: id, firm: firmId, consent }: DirectTicketInput,
): Promise<HotlineTicket> {
  requireDesk(context.actor);
  requireId(firmId, "firm");
  return change(context, id, TicketStep.DIRECT, async (ticket, em) => {
    const firm = await em.findOne(PropertyFirm, firmId);
    if (!firm) throw notFound(`property firm ${firmId}`);
    await requireActiveMember(em, firmId);
    ticket.direct(firmId, consent.trim(), now());
    disclose(em, ticket, {
      holderId: firmId,
      name: firm.name,
      purpose: `直派总部:${consent.trim()}`,
    });
    return consent;
  });
}

/** Confirms that a ticket has arrived, for the head office. */
export function acknowledgeTicket(context: Context, id: string): Promise<HotlineTicket> {
  const { actor } = context;
  return change(context, id, TicketStep.ACKNOWLEDGE, (ticket) => {
    if (!mayAcknowledge(actor, { directFirmId: ticket.directFirmId ?? null }))
      throw forbidden("Only the head office confirms that a ticket has arrived");
    ticket.acknowledge(now());
    return null;
  });
}

/** Takes down what the caller said to what became of it, and lets the neighborhood know. */
export function feedBack(
  context: Context,
  { ticket: id, satisfied = null, note }: FeedBackInput,
): Promise<HotlineTicket> {
  requireDesk(context.actor);
  return change(context, id, TicketStep.FEED_BACK, (ticket, em) => {
    ticket.feedBack(satisfied, note?.trim() || null, now());
    if (waitsToBeTold(ticket)) setTimer(em, tellFeedback, ticket.id, now());
    return ticket.feedback;
  });
}

/** Takes a ticket back that was taken down by mistake, before it became a case. */
export function cancelTicket(
  context: Context,
  { ticket: id, reason }: TicketReasonInput,
): Promise<HotlineTicket> {
  requireDesk(context.actor);
  return change(context, id, TicketStep.CANCEL, (ticket) => {
    ticket.take("CANCEL");
    return reason;
  });
}

/** Shows the caller to a clerk, for a stated purpose; it is written to the ledger. */
export function revealCaller(
  context: Context,
  { ticket: id, reason: purpose }: TicketReasonInput,
): Promise<HotlineTicket> {
  const { actor } = context;
  requireDesk(actor);
  actor.require("identity:read");
  if (!purpose.trim()) throw invalidInput({ reason: "must say for what" });
  return change(context, id, TicketStep.REVEAL, (ticket, em) => {
    disclose(em, ticket, { holderId: actor.id, name: actor.name, purpose: purpose.trim() });
    return purpose;
  });
}

function disclose(
  em: EntityManager,
  { id: ticketId }: HotlineTicket,
  entry: Pick<TicketDisclosure, "holderId" | "name" | "purpose">,
): void {
  em.create(TicketDisclosure, { ...entry, id: newId("tds"), ticketId, at: now() });
}
