import { type Actor, type Context, newId, notFound, now, operatorOf, requireId } from "@hutong/kit";
import { type EntityManager, LockMode } from "@mikro-orm/postgresql";

import type { Cleaner } from "../crew/cleaner.entity.js";
import { Crew } from "../crew/crew.entity.js";
import { insist } from "../task/task.policy.js";
import { announceCallBack, CallBackEventKind } from "./call-back.events.js";
import { CallBack, CallBackReason } from "./call-back.entity.js";

export { CallBackReason };

/** Puts a cleaner on the leader's list of people to call. */
export function askForCallBack(
  em: EntityManager,
  cleaner: Cleaner,
  reason: CallBackReason,
  at: Date,
): void {
  const callBack = em.create(CallBack, {
    id: newId("cbk", operatorOf(cleaner.id)),
    cleaner,
    crew: cleaner.crew,
    reason,
    askedAt: at,
    calledAt: null,
    calledByName: null,
  });
  em.persist(callBack);
  announceCallBack(em, callBack, CallBackEventKind.ASKED);
}

/** The ids of the crews that the actor leads; none for anybody else. */
export async function crewsLedBy(em: EntityManager, actor: Actor): Promise<string[]> {
  if (!actor.may("case:read") || !actor.is("CREW_LEADER")) return [];
  const crews = await em.find(Crew, { leaderPersonId: actor.id, contractor: actor.org });
  return crews.map(({ id }) => id);
}

/** Whom the actor is to call, the longest waiting first: for the leader of a crew. */
export async function callBacksOf({ em, actor }: Context): Promise<CallBack[]> {
  return em.find(
    CallBack,
    { crew: { $in: await crewsLedBy(em, actor) }, calledAt: null },
    { orderBy: { askedAt: "asc", id: "asc" } },
  );
}

/**
 * Notes that a cleaner was called; said twice, the first stands.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`
 */
export async function markCalled({ em, actor }: Context, id: string): Promise<CallBack> {
  requireId(id, "cbk");
  return em.fork().transactional(async (transaction) => {
    const callBack = await transaction.findOne(CallBack, id, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      populate: ["crew"],
    });
    const crew = callBack?.crew.getEntity();
    insist(
      actor.may("case:write") &&
        actor.is("CREW_LEADER") &&
        (!crew || (crew.leaderPersonId === actor.id && crew.contractor.id === actor.org)),
      "Only the crew's leader calls back",
    );
    if (!callBack) throw notFound(`call-back ${id}`);
    if (callBack.calledAt) return callBack;
    callBack.calledAt = now();
    callBack.calledByName = actor.name;
    announceCallBack(transaction, callBack, CallBackEventKind.CALLED);
    return callBack;
  });
}
