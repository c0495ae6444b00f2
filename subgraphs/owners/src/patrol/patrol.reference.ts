import { defineReference, forbidden } from "@hutong/kit";

import { Patrol } from "./patrol.entity.js";
import { mayReadPatrol } from "./patrol.policy.js";

/** A patrol by its id, for who may see it. */
export const patrolReference = defineReference<Patrol>("Patrol", async (ids, { em, actor }) => {
  const patrols = await em.find(Patrol, { id: { $in: [...ids] } });
  return patrols.map((patrol) =>
    mayReadPatrol(actor, patrol)
      ? patrol
      : ([patrol.id, forbidden("This patrol is not the actor's to see")] as const),
  );
});
