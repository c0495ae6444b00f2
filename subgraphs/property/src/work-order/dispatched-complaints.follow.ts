import { type Follow, shanghaiDate } from "@hutong/kit";

import { type NewFirm, openProject, type ServedCommunity } from "../project/open-project.js";
import { WorkOrder } from "./work-order.entity.js";
import { record, WorkOrderEventKind } from "./work-order.events.js";
import { writeOrder } from "./work-order.service.js";
import { WorkOrderState } from "./work-order.state.js";

interface DispatchEvent {
  readonly cursor: string;
  readonly kind: string;
  readonly at: string;
  readonly complaint: {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly responsibleFirm: NewFirm | null;
    readonly community: ServedCommunity;
  } | null;
}

/** A complaint dispatched to a firm becomes that firm's work order, once. */
export const followDispatchedComplaints: Follow<DispatchEvent> = {
  name: "property/dispatched-complaints",
  document: /* GraphQL */ `
    subscription FollowDispatchedComplaints($after: String) {
      complaintChanged(kinds: [DISPATCHED], after: $after) {
        cursor
        kind
        at
        complaint {
          id
          number
          title
          responsibleFirm {
            id
            operator
            shortName
            hotline
          }
          community {
            id
            name
            address
          }
        }
      }
    }
  `,
  handle: async ({ kind, at, complaint }, em, { hosts }) => {
    if (kind !== "DISPATCHED" || !complaint?.responsibleFirm) return;
    const { responsibleFirm: firm, community } = complaint;
    const createdAt = new Date(at);
    // A case may have been dispatched by hand, returned and dispatched again, or told of twice: while
    // the firm still has an order for it, a second one would send two people.
    const open = await em.count(WorkOrder, {
      complaintId: complaint.id,
      firmId: firm.id,
      state: { $ne: WorkOrderState.CLOSED },
    });
    if (open > 0) return;
    // A firm that has just taken the community over may hear of its first case before the hand-over.
    const project = await openProject(em, { community, firm, on: shanghaiDate(createdAt) }, hosts);
    // Served elsewhere, or no longer responsible: the neighborhood sends it out again.
    if (!project) return;
    const order = await writeOrder(em, project, {
      complaintId: complaint.id,
      title: complaint.title,
      // The firm's promise counts from the dispatch, even if its server was off for a day.
      createdAt,
    });
    record(em, order, WorkOrderEventKind.CREATED, {
      by: "系统",
      organisation: project.firmShortName,
      note: `工单 ${order.number}`,
    });
  },
};
