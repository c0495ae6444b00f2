import { defineBatch, defineReference, forbidden } from "@hutong/kit";

import { maySeeLabour } from "../firm.policy.js";
import { Grab } from "./grab.entity.js";

/** A grab by its id, for the firm's people and the consortium. */
export const grabReference = defineReference<Grab>("Grab", async (ids, { em, actor }) => {
  const found = await em.find(Grab, { id: { $in: [...ids] } });
  return found.map((one) =>
    maySeeLabour(actor, one.firmId)
      ? one
      : ([one.id, forbidden("This grab is not yours to see")] as const),
  );
});

/** Who grabbed a task, first to last. */
export const grabsOfTask = defineBatch<Grab[]>(async (ids, { em }) => {
  const grabs = await em.find(
    Grab,
    { task: { $in: [...ids] } },
    { orderBy: { at: "asc", id: "asc" } },
  );
  const byTask = Map.groupBy(grabs, ({ task }) => task.id);
  return (id) => byTask.get(id) ?? [];
});
