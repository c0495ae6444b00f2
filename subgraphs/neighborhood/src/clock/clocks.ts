import {
  type Clock,
  ClockKind,
  ComplaintState,
  defineBatch,
  isShanghaiWorkday,
  newId,
  now,
} from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import type { Complaint } from "../complaint/complaint.entity.js";
import { ComplaintStep } from "../complaint/complaint.state.js";
import { settingsOf } from "../settings/settings.service.js";
import { CaseClock } from "./case-clock.entity.js";
import { armClock } from "./clock.timers.js";

const { PUBLIC_RESPOND, PUBLIC_RESOLVE } = ClockKind;
const hour = 3_600_000;

/**
 * What a step does to the city's clocks. They begin when the case is sent out: respond within 2
 * hours on a workday, 4 on another day; solve within 2 days, 48 hours by the wall clock. A case that
 * was returned and is sent out again is answered anew, but its time to be solved runs on.
 */
export async function moveClocks(
  em: EntityManager,
  complaint: Complaint,
  step: ComplaintStep,
  at: Date,
): Promise<void> {
  const stop = async (...kinds: ClockKind[]): Promise<void> => {
    for (const clock of await runningOf(em, complaint)) {
      if (kinds.length > 0 && !kinds.includes(clock.kind)) continue;
      clock.stop(at);
      armClock(em, clock);
    }
  };
  switch (step) {
    case ComplaintStep.DISPATCH:
      await stop(PUBLIC_RESPOND);
      return begin(em, complaint, at);
    case ComplaintStep.RESPOND:
    case ComplaintStep.MARK_OUT_OF_SCOPE:
      return stop(PUBLIC_RESPOND);
    case ComplaintStep.RESOLVE:
      return stop(PUBLIC_RESPOND, PUBLIC_RESOLVE);
    case ComplaintStep.CLOSE:
      return stop();
    case ComplaintStep.SUSPEND:
    case ComplaintStep.RESUME:
      for (const clock of await runningOf(em, complaint)) {
        if (step === ComplaintStep.SUSPEND) clock.pause(at);
        else clock.resume(at);
        armClock(em, clock);
      }
      return;
    default:
      return;
  }
}

async function begin(em: EntityManager, complaint: Complaint, at: Date): Promise<void> {
  const { respondHoursWorkday, respondHoursRestDay, resolveHours } = await settingsOf(em);
  const respondHours = isShanghaiWorkday(em, at) ? respondHoursWorkday : respondHoursRestDay;
  const runs = (await runningOf(em, complaint)).some(({ kind }) => kind === PUBLIC_RESOLVE);
  start(em, complaint, PUBLIC_RESPOND, at, respondHours);
  if (!runs) start(em, complaint, PUBLIC_RESOLVE, at, resolveHours);
}

function start(
  em: EntityManager,
  complaint: Complaint,
  kind: ClockKind,
  startedAt: Date,
  hours: number,
): void {
  const dueAt = new Date(startedAt.getTime() + hours * hour);
  armClock(em, startClock(em, complaint, { kind, origin: "", startedAt, dueAt }));
}

/** Puts a clock on a case, with the change that is about to be flushed. */
function startClock(
  em: EntityManager,
  { id: complaintId }: Complaint,
  span: Pick<CaseClock, "kind" | "origin" | "startedAt" | "dueAt">,
): CaseClock {
  return em.create(CaseClock, {
    ...span,
    id: newId("clk"),
    complaintId,
    stoppedAt: null,
    pausedAt: null,
    pausedMs: 0,
    warnedAt: null,
    breachedAt: null,
  });
}

/** A promise as the party that made it tells of it. */
export interface PromisedClock {
  readonly kind: ClockKind;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly stoppedAt: string | null;
}

/**
 * Keeps another party's promises on the case as that party tells of them; while the case is put
 * off, they stand still here too.
 * @param origin - the number of the work that they are made for
 */
export async function keepClocks(
  em: EntityManager,
  complaint: Complaint,
  origin: string,
  promises: readonly PromisedClock[],
): Promise<void> {
  const known = await em.find(CaseClock, { complaintId: complaint.id, origin });
  for (const { kind, startedAt, dueAt, stoppedAt } of promises) {
    const due = new Date(dueAt);
    const clock =
      known.find((one) => one.kind === kind) ??
      startClock(em, complaint, { kind, origin, startedAt: new Date(startedAt), dueAt: due });
    clock.dueAt = new Date(due.getTime() + clock.pausedMs);
    if (stoppedAt) clock.stop(new Date(stoppedAt));
    else if (complaint.state === ComplaintState.SUSPENDED) clock.pause(now());
    armClock(em, clock);
  }
}

const runningOf = (em: EntityManager, { id }: Complaint): Promise<CaseClock[]> =>
  em.find(CaseClock, { complaintId: id, stoppedAt: null });

/** The city's clocks of a case, each kind as it was begun last. */
export const publicClocksOf = defineBatch<Clock[]>(async (ids, { em }) => {
  const clocks = await em.find(
    CaseClock,
    { complaintId: { $in: [...ids] }, origin: "" },
    { orderBy: { startedAt: "asc", kind: "asc" } },
  );
  const byCase = Map.groupBy(clocks, ({ complaintId }) => complaintId);
  return (id) => {
    const latest = new Map((byCase.get(id) ?? []).map((clock) => [clock.kind, clock]));
    return [PUBLIC_RESPOND, PUBLIC_RESOLVE].flatMap((kind) => latest.get(kind)?.read() ?? []);
  };
});
