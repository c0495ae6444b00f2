import { type Context, notFound } from "@hutong/kit";
import { type EntityClass, type EntityManager, LockMode } from "@mikro-orm/postgresql";

/**
 * Changes one thing at a time: its row is locked before anything is decided, so that of twenty who
 * decide at once the first one wins and the others read what it decided.
 * @param work - decides and changes; uses the transaction's `em` alone, as waiting for a second
 *   connection while holding the lock could starve everybody
 * @throws HutongError `NOT_FOUND`, and whatever `work` throws
 */
export async function changeLocked<T extends { id: string }, Result>(
  context: Context,
  entity: EntityClass<T>,
  id: string,
  work: (thing: T, em: EntityManager) => Promise<Result> | Result,
): Promise<Result> {
  const result = await context.em.fork().transactional(async (em) => {
    const thing = await lock(em, entity, id);
    if (!thing) throw notFound(id);
    return work(thing, em);
  });
  forgetLookups(context);
  return result;
}

/** The row, locked until the transaction ends. */
export const lock = <T extends { id: string }>(
  em: EntityManager,
  entity: EntityClass<T>,
  id: string,
): Promise<T | null> =>
  em.findOne(entity, id as never, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    refresh: true,
  }) as Promise<T | null>;

/** Stores something new. */
export async function createInTransaction<Result>(
  context: Context,
  work: (em: EntityManager) => Promise<Result>,
): Promise<Result> {
  const result = await context.em.fork().transactional(work);
  forgetLookups(context);
  return result;
}

/** What this request has looked up before the change no longer holds. */
function forgetLookups({ em, loaders }: Context): void {
  em.clear();
  loaders.clear();
}
