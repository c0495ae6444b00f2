import { type Follow } from "@hutong/kit";

import { announce, ComplaintEventKind } from "./complaint.events.js";
import { Complaint } from "./complaint.entity.js";
import { note } from "./timeline.js";
import { TimelineKind } from "./timeline.entity.js";

interface WorkOrderEvent {
  readonly cursor: string;
  readonly kind: string;
  readonly at: string;
  readonly by: string;
  readonly organisation: string | null;
  readonly note: string | null;
  readonly workOrder: {
    readonly number: string;
    readonly complaint: { readonly id: string } | null;
  } | null;
}

/** The firms' work orders, as they touch our cases. */
export const followWorkOrders: Follow<WorkOrderEvent> = {
  name: "neighborhood/work-orders",
  document: /* GraphQL */ `
    subscription FollowWorkOrders($after: String) {
      workOrderChanged(after: $after) {
        cursor
        kind
        at
        by
        organisation
        note
        workOrder {
          number
          complaint {
            id
          }
        }
      }
    }
  `,
  handle: async ({ kind, at, by, organisation, note: text, workOrder }, em) => {
    const complaint = workOrder?.complaint && (await em.findOne(Complaint, workOrder.complaint.id));
    if (!complaint) return;
    const timelineKind =
      kind === "CREATED" ? TimelineKind.WORK_ORDER_CREATED : TimelineKind.WORK_ORDER_ADVANCED;
    note(em, complaint, timelineKind, {
      by,
      organisation,
      note: text ?? workOrder.number,
      at: new Date(at),
    });
    announce(em, complaint, ComplaintEventKind.NOTED);
  },
};
