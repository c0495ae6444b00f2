import { ComplaintState, defineTimer, HutongError, maskName, maskPhone } from "@hutong/kit";

import { lock } from "../changes/change.js";
import { system } from "../changes/history.js";
import { ticketChanges } from "./ticket.changes.js";
import { HotlineTicket } from "./ticket.entity.js";
import { TicketState, TicketStep } from "./ticket.state.js";

const report = /* GraphQL */ `
  mutation ForwardTicket($input: ReportComplaintInput!) {
    reportComplaint(input: $input) {
      id
      number
      state
    }
  }
`;

/**
 * Makes a ticket a case of the neighborhood: at once, and again until it is known to be one. The
 * number tells the neighborhood that it is the same call, so there is one case however often it
 * is asked. Who called stays here.
 */
export const forwardTicket = defineTimer({
  name: "hotline/forward",
  fire: async ({ em, graph, now }, { subject }) => {
    const ticket = await lock(em, HotlineTicket, subject);
    if (ticket?.state !== TicketState.LOGGED) return;
    const { reportComplaint } = await graph.ask<{
      reportComplaint: { id: string; number: string; state: ComplaintState };
    }>(report, {
      input: {
        community: ticket.communityId,
        title: ticket.title,
        description: ticket.description,
        category: ticket.category,
        channel: "HOTLINE",
        sourceRef: ticket.number,
        publicPlace: ticket.publicPlace,
        place: ticket.place,
        reporterName: maskName(ticket.callerName),
        reporterPhone: maskPhone(ticket.callerPhone),
      },
    });
    ticket.forward(reportComplaint, now);
    ticket.track(reportComplaint.state, now);
    ticketChanges.announce(em, ticket, TicketStep.FORWARD, system, reportComplaint.number);
  },
});

const callBack = /* GraphQL */ `
  mutation TellFeedback($input: CallBackInput!) {
    callBackComplaint(input: $input) {
      id
    }
  }
`;

/**
 * Tells the neighborhood what the caller said, where the case waits for it: nobody else can call
 * back, as nobody else has the number.
 */
export const tellFeedback = defineTimer({
  name: "hotline/feedback",
  fire: async ({ em, graph }, { subject }) => {
    const ticket = await lock(em, HotlineTicket, subject);
    if (!ticket || !waitsToBeTold(ticket)) return;
    try {
      await graph.ask(callBack, {
        input: {
          complaint: ticket.complaintId,
          satisfied: ticket.satisfied,
          note: ticket.feedback,
        },
      });
    } catch (error) {
      // The grid has called meanwhile, and was answered.
      if (!(error instanceof HutongError && error.code === "ILLEGAL_TRANSITION")) throw error;
    }
    ticket.feedbackTold = true;
  },
});

const asking: readonly (ComplaintState | null | undefined)[] = [
  ComplaintState.VERIFIED,
  ComplaintState.CALLED_BACK,
];

/** Whether the case stands where the caller is asked, and the caller was. */
export const waitsToBeTold = (ticket: HotlineTicket): boolean =>
  ticket.state === TicketState.FED_BACK &&
  !ticket.feedbackTold &&
  asking.includes(ticket.complaintState);
