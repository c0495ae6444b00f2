import { defineBatch, defineReference, forbidden } from "@hutong/kit";

import { WorkOrder } from "./work-order.entity.js";
import { factsOf, mayRead, readableBy } from "./work-order.policy.js";

/** A work order by its id, for this and every other party: only who may see it gets it. */
export const workOrderReference = defineReference<WorkOrder>(
  "WorkOrder",
  async (ids, { em, actor }) => {
    const orders = await em.find(WorkOrder, { id: { $in: [...ids] } });
    return orders.map((order) =>
      mayRead(actor, factsOf(order))
        ? order
        : ([order.id, forbidden("This work order is not yours to see")] as const),
    );
  },
);

/** The orders of a complaint that are the actor's to see, oldest first. */
export const workOrdersOfComplaint = defineBatch<WorkOrder[]>(async (ids, { em, actor }) => {
  if (!actor.may("case:read")) return () => [];
  const orders = await em.find(
    WorkOrder,
    { $and: [{ complaintId: { $in: [...ids] } }, readableBy(actor)] },
    { orderBy: { createdAt: "asc", id: "asc" } },
  );
  const byComplaint = Map.groupBy(orders, (order) => order.complaintId);
  return (id) => byComplaint.get(id) ?? [];
});
