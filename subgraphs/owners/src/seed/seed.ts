import { insertAll, now, shanghaiDate } from "@hutong/kit";
import { createTown } from "@hutong/town";
import type { EntityManager } from "@mikro-orm/postgresql";

import { ServiceContract } from "../contract/contract.entity.js";
import { ComplaintReview } from "../review/review.entity.js";

/** The owners' part of the demo town. */
export async function seedOwners(em: EntityManager): Promise<void> {
  const { contracts, reviews } = createTown({ now: now() });
  await insertAll(
    em,
    ServiceContract,
    contracts.map(({ startsOn, endsOn, clauses, ...contract }) => ({
      ...contract,
      startsOn: shanghaiDate(startsOn),
      endsOn: shanghaiDate(endsOn),
      clauses: clauses.map(({ promise, ...clause }) => ({ ...clause, ...promise })),
    })),
  );
  await insertAll(em, ComplaintReview, reviews);
}
