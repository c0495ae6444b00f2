import {
  ClockKind,
  clearTimer,
  defineTimer,
  setTimer,
  type TimerTools,
  warningAt,
} from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Complaint } from "../complaint/complaint.entity.js";
import { announce, ComplaintEventKind } from "../complaint/complaint.events.js";
import { note } from "../complaint/timeline.js";
import { TimelineKind } from "../complaint/timeline.entity.js";
import { raise } from "../escalation/ladder.js";
import { notify } from "../notification/notification.events.js";
import { handlersOf, officersOf } from "../notification/recipients.js";
import { theRules } from "../rules.js";
import { CaseClock } from "./case-clock.entity.js";

/** How the timeline calls a promise. */
const words: Partial<Record<ClockKind, string>> = {
  PUBLIC_RESPOND: "公共规则:响应",
  PUBLIC_RESOLVE: "公共规则:办结",
  FIRM_RESPOND: "企业承诺:响应",
  FIRM_ON_SITE: "企业承诺:到场",
  CONTRACTOR_DONE: "外包方承诺",
};

const publicRules: readonly ClockKind[] = [ClockKind.PUBLIC_RESPOND, ClockKind.PUBLIC_RESOLVE];

/** A quarter of a promise's time is left. */
export const clockWarning = defineTimer({
  name: "clock-warning",
  fire: async ({ em, now }, { subject }) => {
    const found = await find(em, subject);
    if (!found) return;
    found.clock.warnedAt = now;
    await tell(em, found, TimelineKind.CLOCK_WARNING, ComplaintEventKind.CLOCK_WARNING, now);
  },
});

/** A promise's time is over. The city's rules then take the case to the next level up. */
export const clockBreach = defineTimer({
  name: "clock-breach",
  fire: async ({ em, now }: TimerTools, { subject }) => {
    const found = await find(em, subject);
    if (!found) return;
    const { clock, complaint } = found;
    clock.breachedAt = now;
    await tell(em, found, TimelineKind.CLOCK_BREACHED, ComplaintEventKind.CLOCK_BREACHED, now);
    if (publicRules.includes(clock.kind))
      await raise(em, complaint, { by: theRules, reason: `超时:${words[clock.kind]}` });
  },
});

/** Sets both timers of a clock that counts; clears them of one that does not. */
export function armClock(em: EntityManager, clock: CaseClock): void {
  for (const [timer, at, done] of [
    [clockWarning, warningAt(clock), clock.warnedAt],
    [clockBreach, clock.dueAt, clock.breachedAt],
  ] as const) {
    if (clock.isCounting() && !done) setTimer(em, timer, clock.id, at);
    else clearTimer(em, timer, clock.id);
  }
}

interface Found {
  readonly clock: CaseClock;
  readonly complaint: Complaint;
}

async function find(em: EntityManager, id: string): Promise<Found | undefined> {
  const clock = await em.findOne(CaseClock, id);
  if (!clock?.isCounting()) return undefined;
  return { clock, complaint: await em.findOneOrFail(Complaint, clock.complaintId) };
}

async function tell(
  em: EntityManager,
  { clock, complaint }: Found,
  kind: TimelineKind,
  event: ComplaintEventKind,
  at: Date,
): Promise<void> {
  const text = [words[clock.kind], clock.origin].filter(Boolean).join(" ");
  note(em, complaint, kind, { by: theRules.name, note: text, at });
  announce(em, complaint, event);
  const concerned = [...(await handlersOf(em, complaint)), ...(await officersOf(em, complaint))];
  notify(em, complaint, kind, concerned, text);
}
