import { defineBatch, defineReference } from "@hutong/kit";

import { ServedCommunity } from "../crew/served-community.entity.js";
import { Contractor } from "./contractor.entity.js";

/** Contractors are public: their name and office phone stand on the notice board. */
export const contractorReference = defineReference<Contractor>("Contractor", (ids, { em }) =>
  em.find(Contractor, { id: { $in: [...ids] } }),
);

/** Who cleans a community, if anybody does. */
export const contractorOfCommunity = defineBatch<Contractor | null>(async (ids, context) => {
  const served = await context.em.find(ServedCommunity, { communityId: { $in: [...ids] } });
  const contractors = new Map(
    await Promise.all(
      served.map(
        async ({ communityId, contractor }) =>
          [communityId, await contractorReference.loadOne(contractor.id, context)] as const,
      ),
    ),
  );
  return (id) => contractors.get(id) ?? null;
});
