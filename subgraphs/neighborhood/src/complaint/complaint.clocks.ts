import { type Clock, ClockKind, ComplaintState, isShanghaiWorkday, readClock } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import type { Complaint } from "./complaint.entity.js";

const hour = 3_600_000;

/** By when a case sent out at `dispatchedAt` must be answered: 2 h on a workday, 4 h on another day. */
export const respondBy = (em: EntityManager, dispatchedAt: Date): Date =>
  new Date(dispatchedAt.getTime() + (isShanghaiWorkday(em, dispatchedAt) ? 2 : 4) * hour);

/** By when it must be solved: 2 days, counted as 48 hours by the wall clock. */
export const resolveBy = (dispatchedAt: Date): Date => new Date(dispatchedAt.getTime() + 48 * hour);

/** The city's two clocks of a case; none before it is dispatched. */
export function clocksOf(
  em: EntityManager,
  { dispatchedAt, respondedAt, resolvedAt, closedAt, state }: Complaint,
): Clock[] {
  if (!dispatchedAt) return [];
  const paused = state === ComplaintState.SUSPENDED;
  const ended = closedAt ?? null;
  return [
    readClock({
      kind: ClockKind.PUBLIC_RESPOND,
      startedAt: dispatchedAt,
      dueAt: respondBy(em, dispatchedAt),
      stoppedAt: respondedAt ?? resolvedAt ?? ended,
      paused,
    }),
    readClock({
      kind: ClockKind.PUBLIC_RESOLVE,
      startedAt: dispatchedAt,
      dueAt: resolveBy(dispatchedAt),
      stoppedAt: resolvedAt ?? ended,
      paused,
    }),
  ];
}
