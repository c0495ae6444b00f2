import { defineProgressFollow } from "./progress.follow.js";
import { TimelineKind } from "./timeline.entity.js";

/** The firms' work orders, as they touch our cases. */
export const followWorkOrders = defineProgressFollow({
  name: "work-orders",
  subscription: "workOrderChanged",
  work: "workOrder",
  created: TimelineKind.WORK_ORDER_CREATED,
  advanced: TimelineKind.WORK_ORDER_ADVANCED,
});
