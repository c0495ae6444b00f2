import {
  ClockKind,
  ClockState,
  type ComplaintCategory,
  ComplaintState,
  isShanghaiWorkday,
} from "@hutong/kit";
import type { Complaint } from "@hutong/town";
import type { EntityManager } from "@mikro-orm/postgresql";

import { type Fact, factOf, type ToldCase } from "../rates/fact.js";

const hour = 3_600_000;

/** The cases of the demo town as the neighborhood would have told of them, with the city's clocks. */
export const factsOfTown = (em: EntityManager, complaints: readonly Complaint[]): Fact[] =>
  complaints.map((complaint) => factOf(toldOf(em, complaint)));

function toldOf(em: EntityManager, complaint: Complaint): ToldCase {
  const { timeline, callback, dispatchedAt, respondedAt, resolvedAt, closedAt } = complaint;
  const happened = (kind: string) => timeline.find((entry) => entry.kind === kind)?.at;
  const outOfScopeAt = happened("OUT_OF_SCOPE");
  const returnedAt = happened("RETURNED");
  const state = complaint.state === "SUSPENDED" ? ClockState.PAUSED : ClockState.RUNNING;
  const clock = (kind: ClockKind, startedAt: Date, hours: number, stoppedAt?: Date) => ({
    kind,
    startedAt: startedAt.toISOString(),
    dueAt: new Date(startedAt.getTime() + hours * hour).toISOString(),
    stoppedAt: stoppedAt?.toISOString() ?? null,
    state,
  });
  return {
    id: complaint.id,
    number: complaint.number,
    category: complaint.category as ComplaintCategory,
    state: ComplaintState[complaint.state],
    reportedAt: complaint.reportedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    satisfied: callback?.satisfied ?? null,
    outOfScopeAt: outOfScopeAt?.toISOString() ?? null,
    outOfScopeReported: outOfScopeAt ? returnedAt !== undefined : null,
    community: { id: complaint.communityId },
    responsibleFirm: complaint.responsibleFirmId ? { id: complaint.responsibleFirmId } : null,
    clocks: dispatchedAt
      ? [
          clock(
            ClockKind.PUBLIC_RESPOND,
            dispatchedAt,
            isShanghaiWorkday(em, dispatchedAt) ? 2 : 4,
            respondedAt ?? resolvedAt ?? closedAt,
          ),
          clock(ClockKind.PUBLIC_RESOLVE, dispatchedAt, 48, resolvedAt ?? closedAt),
        ]
      : [],
  };
}
