import {
  type Actor,
  type Connection,
  type Context,
  emit,
  findPage,
  forbidden,
  newId,
  now,
  type PageArgs,
  requireId,
} from "@hutong/kit";

import { changeLocked, createInTransaction } from "../changes/change.js";
import { HotlineTicket } from "../hotline/ticket.entity.js";
import { requireDesk } from "../hotline/ticket.policy.js";
import { ticketBoard } from "../hotline/ticket.service.js";
import { ShiftHandover } from "./shift-handover.entity.js";
import { ShiftEventKind, shiftTopic } from "./shift.events.js";

/** As many as a shift can have open; the board itself shows no more. */
const boardLimit = 500;

/** @throws HutongError `FORBIDDEN` for all but the desk */
export function requireShiftReader(actor: Actor): void {
  actor.require("case:read");
  if (!actor.is("SECRETARY")) throw forbidden("Handovers are the desk's");
}

/** What shifts have left to one another, newest first. */
export function listHandovers(
  { em, actor }: Context,
  page: PageArgs,
): Promise<Connection<ShiftHandover>> {
  requireShiftReader(actor);
  return findPage(em, ShiftHandover, {}, { by: "handedOverAt", direction: "desc" }, page);
}

/** Leaves what is open to the next shift. */
export async function handOverShift(
  context: Context,
  note: string | null | undefined,
): Promise<ShiftHandover> {
  const { actor, em } = context;
  requireDesk(actor);
  const open = await ticketBoard(context, boardLimit);
  const id = newId("shf");
  await createInTransaction(context, async (transaction) => {
    transaction.create(ShiftHandover, {
      id,
      ticketIds: open.map((ticket) => ticket.id),
      note: note?.trim() || null,
      handedOverByPersonId: actor.id,
      handedOverBy: actor.name,
      handedOverAt: now(),
    });
    emit(transaction, shiftTopic, ShiftEventKind.HANDED_OVER, { handover: id });
  });
  return em.findOneOrFail(ShiftHandover, id);
}

/**
 * Takes over what the shift before has left; never one's own.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`
 */
export async function takeOverShift(context: Context, id: string): Promise<ShiftHandover> {
  const { actor, em } = context;
  requireDesk(actor);
  await changeLocked(context, ShiftHandover, requireId(id, "shf"), (handover, transaction) => {
    if (handover.handedOverByPersonId === actor.id)
      throw forbidden("Nobody takes over from themselves");
    handover.takeOver(actor.name, now());
    emit(transaction, shiftTopic, ShiftEventKind.TAKEN_OVER, { handover: id });
  });
  return em.findOneOrFail(ShiftHandover, id);
}

/** The tickets of a handover as they are now, in the order of the board then. */
export async function ticketsOf(
  { em }: Context,
  { ticketIds }: ShiftHandover,
): Promise<HotlineTicket[]> {
  const tickets = await em.find(HotlineTicket, { id: { $in: ticketIds } });
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  return ticketIds.flatMap((id) => byId.get(id) ?? []);
}
