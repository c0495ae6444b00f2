import type { EntityClass, EntityManager } from "@mikro-orm/postgresql";

/** PostgreSQL takes at most 65,535 values in one statement. */
const batchSize = 500;

/** Inserts rows of a seed as they are, a batch at a time. */
export async function insertAll<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  rows: readonly object[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += batchSize) {
    await em.insertMany(entity, rows.slice(from, from + batchSize) as never[]);
  }
}
