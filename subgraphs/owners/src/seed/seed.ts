import { createTown } from "@hutong/town";
import type { EntityClass, EntityManager } from "@mikro-orm/postgresql";
import { shanghaiDate } from "@hutong/kit";

import { ServiceContract } from "../contract/contract.entity.js";
import { ComplaintReview } from "../review/review.entity.js";

/** The owners' part of the demo town. */
export async function seedOwners(em: EntityManager): Promise<void> {
  const { contracts, reviews } = createTown();
  await insert(
    em,
    ServiceContract,
    contracts.map(({ startsOn, endsOn, clauses, ...contract }) => ({
      ...contract,
      startsOn: shanghaiDate(startsOn),
      endsOn: shanghaiDate(endsOn),
      clauses: clauses.map(({ promise, ...clause }) => ({ ...clause, ...promise })),
    })),
  );
  await insert(em, ComplaintReview, reviews);
}

const batchSize = 500;

async function insert<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  rows: readonly object[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += batchSize) {
    await em.insertMany(entity, rows.slice(from, from + batchSize) as never[]);
  }
}
