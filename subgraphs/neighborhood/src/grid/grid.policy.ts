import { type Context, forbidden } from "@hutong/kit";

import { Grid } from "./grid.entity.js";

/** The grids whose leader (网格长) the actor is: who leads a grid answers for its rules and records. */
export async function gridsLedBy({ em, actor }: Context): Promise<Grid[]> {
  if (!actor.is("GRID_WORKER") || !actor.may("case:write")) return [];
  return em.find(Grid, { leader: { personId: actor.id } });
}

/** @throws HutongError `FORBIDDEN` unless the actor leads a grid */
export async function requireLeader(context: Context): Promise<Grid[]> {
  const grids = await gridsLedBy(context);
  if (grids.length === 0) throw forbidden("This is for a grid leader");
  return grids;
}
