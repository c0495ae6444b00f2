import {
  type Context,
  defineBatch,
  defineReference,
  forbidden,
  notFound,
  requireId,
} from "@hutong/kit";

import { Takeover, TakeoverCandidate } from "./takeover.entity.js";
import { mayReadTakeover, type TakeoverFacts } from "./takeover.policy.js";

/** A takeover as its policies see it. */
export const factsOfTakeover = ({ communityId, firmId }: Takeover): TakeoverFacts => ({
  communityId,
  firmId: firmId ?? null,
});

/** A takeover by its id, for who may see it. */
export const takeoverReference = defineReference<Takeover>(
  "Takeover",
  async (ids, { em, actor }) => {
    const takeovers = await em.find(Takeover, { id: { $in: [...ids] } });
    return takeovers.map((one) =>
      mayReadTakeover(actor, factsOfTakeover(one))
        ? one
        : ([one.id, forbidden("This takeover is not yours to see")] as const),
    );
  },
);

/** @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN` */
export async function readTakeover(context: Context, id: string): Promise<Takeover> {
  const found = await takeoverReference.loadOne(requireId(id, "tko"), context);
  if (!found) throw notFound(`takeover ${id}`);
  return found;
}

/** The firms that are able and willing, in the order they said so. */
export const candidatesOf = defineBatch<TakeoverCandidate[]>(async (takeoverIds, { em }) => {
  const candidates = await em.find(
    TakeoverCandidate,
    { takeoverId: { $in: [...takeoverIds] } },
    { orderBy: { at: "asc", id: "asc" } },
  );
  const byTakeover = Map.groupBy(candidates, ({ takeoverId }) => takeoverId);
  return (takeoverId) => byTakeover.get(takeoverId) ?? [];
});

/** The takeovers of a community that the actor may see, newest first. */
export const takeoversOf = defineBatch<Takeover[]>(async (communityIds, { em, actor }) => {
  const takeovers = await em.find(
    Takeover,
    { communityId: { $in: [...communityIds] } },
    { orderBy: { requestedAt: "desc", id: "desc" } },
  );
  const byCommunity = Map.groupBy(
    takeovers.filter((one) => mayReadTakeover(actor, factsOfTakeover(one))),
    ({ communityId }) => communityId,
  );
  return (communityId) => byCommunity.get(communityId) ?? [];
});
