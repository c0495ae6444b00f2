import type { EntityManager } from "@mikro-orm/postgresql";
import { ulid } from "ulid";

import { FollowPosition } from "./follow-position.entity.js";

/**
 * The position of a server among those that keep theirs in one database: the one of its operators, or
 * of any of them where they are no longer the same; else one that is nobody's yet; else a new one.
 * @param operators - whose data the server holds; undefined for all
 */
export async function claimPosition(
  em: EntityManager,
  follow: string,
  operators: readonly string[] | undefined,
): Promise<FollowPosition> {
  return em.fork().transactional(async (transaction) => {
    await transaction.execute("select pg_advisory_xact_lock(hashtext(?))", [`follow ${follow}`]);
    const kept = await transaction.find(FollowPosition, { follow }, { orderBy: { name: "asc" } });
    const own = operators?.toSorted() ?? null;
    const position =
      kept.find((one) => String(one.operators) === String(own)) ??
      kept.find((one) => !own || one.operators?.some((operator) => own.includes(operator))) ??
      kept.find((one) => !one.operators) ??
      transaction.create(FollowPosition, {
        name: kept.length === 0 ? follow : `${follow} ${ulid()}`,
        follow,
      });
    position.operators = own;
    await transaction.persist(position).flush();
    return position;
  });
}
