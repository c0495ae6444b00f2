import type { Context } from "@hutong/kit";
import { type EntityManager, LockMode } from "@mikro-orm/postgresql";

import { HelpRequest } from "./help-request.entity.js";
import { readHelpRequest } from "./help-request.reference.js";

/**
 * Changes a request, one change at a time: the row is locked before anything is decided, so that
 * of twenty who accept at once the first one wins and the others read what it decided.
 * @param work - decides and changes; uses the transaction's `em` alone, as waiting for a second
 *   connection while holding the lock could starve everybody
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, and whatever `work` throws
 */
export async function changeHelpRequest<Result>(
  context: Context,
  id: string,
  work: (request: HelpRequest, em: EntityManager) => Promise<Result>,
): Promise<Result> {
  await readHelpRequest(context, id);
  const result = await context.em.fork().transactional(async (em) => {
    const request = await em.findOneOrFail(HelpRequest, id, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
    });
    return work(request, em);
  });
  // What this request has looked up before the change no longer holds.
  context.em.clear();
  context.loaders.clear();
  return result;
}
