import {
  type Context,
  defineBatch,
  defineReference,
  forbidden,
  notFound,
  requireId,
} from "@hutong/kit";

import { HotlineTicket, TicketDisclosure } from "./ticket.entity.js";
import { mayReadTicket } from "./ticket.policy.js";

/** A ticket by its id, for who may see it. */
export const ticketReference = defineReference<HotlineTicket>(
  "HotlineTicket",
  async (ids, { em, actor }) => {
    const tickets = await em.find(HotlineTicket, { id: { $in: [...ids] } });
    return tickets.map((ticket) =>
      mayReadTicket(actor, { directFirmId: ticket.directFirmId ?? null })
        ? ticket
        : ([ticket.id, forbidden("This ticket is not yours to see")] as const),
    );
  },
);

/** @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN` */
export async function readTicket(context: Context, id: string): Promise<HotlineTicket> {
  const ticket = await ticketReference.loadOne(requireId(id, "tkt"), context);
  if (!ticket) throw notFound(`ticket ${id}`);
  return ticket;
}

/** The ledger of a ticket, oldest first. */
export const disclosuresOf = defineBatch<TicketDisclosure[]>(async (ticketIds, { em }) => {
  const entries = await em.find(
    TicketDisclosure,
    { ticketId: { $in: [...ticketIds] } },
    { orderBy: { at: "asc", id: "asc" } },
  );
  const byTicket = Map.groupBy(entries, ({ ticketId }) => ticketId);
  return (ticketId) => byTicket.get(ticketId) ?? [];
});

/** The ticket of a case. */
export const ticketOfCase = defineBatch<HotlineTicket | null>(async (complaintIds, { em }) => {
  const tickets = await em.find(HotlineTicket, { complaintId: { $in: [...complaintIds] } });
  const byCase = new Map(tickets.map((ticket) => [ticket.complaintId, ticket]));
  return (complaintId) => byCase.get(complaintId) ?? null;
});
