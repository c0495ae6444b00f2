import { type ComplaintState, now, setTimer } from "@hutong/kit";
import { type EntityManager, LockMode } from "@mikro-orm/postgresql";

import { system } from "../changes/history.js";
import { ticketChanges } from "./ticket.changes.js";
import { HotlineTicket } from "./ticket.entity.js";
import { TicketState, TicketStep } from "./ticket.state.js";
import { tellFeedback, waitsToBeTold } from "./ticket.timers.js";

/** What the neighborhood tells of a case that began as a call. */
export interface TrackedCase {
  readonly id: string;
  readonly number: string;
  readonly state: ComplaintState;
  readonly channel: string;
  readonly sourceRef: string | null;
}

/**
 * The case of a call has gone on. The ticket is found by its number, which the case carries: whoever
 * is forwarding it at this moment holds its row, and is waited for.
 */
export async function trackTicket(
  em: EntityManager,
  { id, number, state, channel, sourceRef }: TrackedCase,
): Promise<void> {
  if (channel !== "HOTLINE" || !sourceRef) return;
  const ticket = await em.findOne(
    HotlineTicket,
    { number: sourceRef },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!ticket || ticket.state === TicketState.CANCELLED) return;
  if (ticket.state === TicketState.LOGGED) ticket.forward({ id, number }, now());
  if (!ticket.track(state, now())) return;
  if (waitsToBeTold(ticket)) setTimer(em, tellFeedback, ticket.id, now());
  ticketChanges.announce(em, ticket, TicketStep.PROGRESS, system, state);
}
