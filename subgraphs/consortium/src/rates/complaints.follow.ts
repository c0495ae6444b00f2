import type { Follow } from "@hutong/kit";

import { type TrackedCase, trackTicket } from "../hotline/ticket.track.js";
import { factOf, type ToldCase } from "./fact.js";
import { record } from "./rollup.js";

interface ComplaintEvent {
  readonly cursor: string;
  readonly complaint: (ToldCase & TrackedCase) | null;
}

/**
 * Every case of the town, as far as it is counted: the consortium keeps its own sums, and its own calls
 * go with their cases.
 */
export const followComplaints: Follow<ComplaintEvent> = {
  name: "consortium/complaints",
  document: /* GraphQL */ `
    subscription FollowComplaints($after: String) {
      complaintChanged(kinds: [REPORTED, ADVANCED, DISPATCHED], after: $after) {
        cursor
        complaint {
          id
          number
          channel
          sourceRef
          category
          state
          reportedAt
          closedAt
          satisfied
          outOfScopeAt
          outOfScopeReported
          community {
            id
          }
          responsibleFirm {
            id
          }
          clocks {
            kind
            startedAt
            dueAt
            stoppedAt
            state
          }
        }
      }
    }
  `,
  handle: async ({ complaint }, em) => {
    if (!complaint) return;
    await record(em, [factOf(complaint)]);
    await trackTicket(em, complaint);
  },
};
