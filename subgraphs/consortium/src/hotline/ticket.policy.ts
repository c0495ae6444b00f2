import { type Actor, forbidden } from "@hutong/kit";

/** What of a ticket decides who may do what with it. */
export interface TicketFacts {
  readonly directFirmId: string | null;
}

/**
 * Who may read a ticket: the consortium's desk, its servers' followers, and the head office that it
 * was sent to. Everybody else follows the case.
 */
export function mayReadTicket(actor: Actor, { directFirmId }: TicketFacts): boolean {
  return (
    actor.may("case:read") && (actor.is("SECRETARY") || actor.isAt("FIRM_MANAGER", directFirmId))
  );
}

/** The desk takes calls down and does all the rest. */
export function requireDesk(actor: Actor): void {
  if (!actor.is("SECRETARY") || !actor.may("case:write"))
    throw forbidden("Only the consortium's desk works on hotline tickets");
}

/** Who confirms that a ticket has arrived: the head office. */
export const mayAcknowledge = (actor: Actor, { directFirmId }: TicketFacts): boolean =>
  actor.may("case:write") && actor.isAt("FIRM_MANAGER", directFirmId);
