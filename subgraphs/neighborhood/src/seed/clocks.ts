import { ClockKind, insertAll, isShanghaiWorkday, newId, now } from "@hutong/kit";
import type { createTown } from "@hutong/town";
import type { EntityManager } from "@mikro-orm/postgresql";

import { CaseClock } from "../clock/case-clock.entity.js";
import { armClock } from "../clock/clock.timers.js";

type TownComplaint = ReturnType<typeof createTown>["complaints"][number];

/** The city's clocks of the town's cases; those that still count will fire. */
export async function seedClocks(
  em: EntityManager,
  complaints: readonly TownComplaint[],
): Promise<void> {
  const clocks = complaints.flatMap((complaint) => clocksOf(em, complaint));
  await insertAll(em, CaseClock, clocks);
  const counting = await em.find(CaseClock, { stoppedAt: null, pausedAt: null });
  for (const clock of counting) armClock(em, clock);
  await em.flush();
}

function clocksOf(em: EntityManager, complaint: TownComplaint) {
  const { id: complaintId, dispatchedAt, respondedAt, resolvedAt, closedAt } = complaint;
  if (!dispatchedAt) return [];
  const last = complaint.timeline.at(-1);
  const outOfScope = complaint.timeline.find(({ kind }) => kind === "OUT_OF_SCOPE")?.at;
  const clock = (kind: ClockKind, hours: number, stoppedAt: Date | undefined) => {
    const dueAt = new Date(dispatchedAt.getTime() + hours * 3_600_000);
    const pausedAt = complaint.state === "SUSPENDED" && !stoppedAt ? last!.at : null;
    const missed = (stoppedAt ?? pausedAt ?? now()) > dueAt;
    return {
      id: newId("clk"),
      complaintId,
      kind,
      origin: "",
      startedAt: dispatchedAt,
      dueAt,
      stoppedAt: stoppedAt ?? null,
      pausedAt,
      pausedMs: 0,
      warnedAt: missed ? dueAt : null,
      breachedAt: missed ? dueAt : null,
    };
  };
  return [
    clock(
      ClockKind.PUBLIC_RESPOND,
      isShanghaiWorkday(em, dispatchedAt) ? 2 : 4,
      respondedAt ?? outOfScope ?? resolvedAt ?? closedAt,
    ),
    clock(ClockKind.PUBLIC_RESOLVE, 48, resolvedAt ?? closedAt),
  ];
}
