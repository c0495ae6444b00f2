import { defineBatch, defineReference, forbidden } from "@hutong/kit";

import { HomeDisclosure } from "./home-disclosure.entity.js";
import { HomeOrder } from "./home-order.entity.js";
import { mayReadHomeOrder } from "./home-order.policy.js";

/** An order by its id, for whom it concerns. */
export const homeOrderReference = defineReference<HomeOrder>(
  "HomeOrder",
  async (ids, { em, actor }) => {
    const found = await em.find(HomeOrder, { id: { $in: [...ids] } });
    return found.map((one) =>
      mayReadHomeOrder(actor, one)
        ? one
        : ([one.id, forbidden("This order is not yours to see")] as const),
    );
  },
);

/** To whom an order's resident was disclosed, first to last. */
export const disclosuresOf = defineBatch<HomeDisclosure[]>(async (ids, { em }) => {
  const found = await em.find(
    HomeDisclosure,
    { orderId: { $in: [...ids] } },
    { orderBy: { at: "asc", id: "asc" } },
  );
  const byOrder = Map.groupBy(found, ({ orderId }) => orderId);
  return (id) => byOrder.get(id) ?? [];
});
