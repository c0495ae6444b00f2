import type { Follow } from "@hutong/kit";

import { PropertyProject } from "../project/project.entity.js";
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
    readonly responsibleFirm: { readonly id: string } | null;
    readonly community: { readonly id: string };
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
          }
          community {
            id
          }
        }
      }
    }
  `,
  handle: async ({ kind, at, complaint }, em) => {
    if (kind !== "DISPATCHED" || !complaint?.responsibleFirm) return;
    const firmId = complaint.responsibleFirm.id;
    // A case may have been dispatched by hand, returned and dispatched again, or told of twice: while
    // the firm still has an order for it, a second one would send two people.
    const open = await em.count(WorkOrder, {
      complaintId: complaint.id,
      firmId,
      state: { $ne: WorkOrderState.CLOSED },
    });
    if (open > 0) return;
    const project = await em.findOne(PropertyProject, {
      communityId: complaint.community.id,
      firmId,
    });
    // A firm that has no service centre there cannot send anybody; the case's own clock goes on.
    if (!project) return;
    const order = await writeOrder(em, project, {
      complaintId: complaint.id,
      title: complaint.title,
      // The firm's promise counts from the dispatch, even if its server was off for a day.
      createdAt: new Date(at),
    });
    record(em, order, WorkOrderEventKind.CREATED, {
      by: "系统",
      organisation: project.firmShortName,
      note: `工单 ${order.number}`,
    });
  },
};
