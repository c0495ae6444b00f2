import { defineChanges } from "../changes/changes.js";
import { HotlineTicket } from "./ticket.entity.js";
import { mayReadTicket } from "./ticket.policy.js";
import { ticketReference } from "./ticket.reference.js";
import { TicketStep } from "./ticket.state.js";

/** What happens at the desk, live. */
export const ticketChanges = defineChanges<HotlineTicket, TicketStep>({
  field: "hotlineTicket",
  zh: "热线工单",
  prefix: "tkt",
  node: HotlineTicket,
  steps: TicketStep,
  reference: ticketReference,
  factsOf: ({ directFirmId }) => ({ directFirmId: directFirmId ?? null }),
  mayHear: (actor, { directFirmId = null }) => mayReadTicket(actor, { directFirmId }),
});
