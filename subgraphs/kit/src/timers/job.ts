import { Cron } from "croner";

import { now } from "../clocks/domain-clock.js";
import { setTimer, type Timer, type TimerTools } from "./timer.js";

/** Something a party does again and again, by the calendar. */
export interface Job {
  /** Names the job in the database; never reuse it for another meaning. */
  readonly name: string;
  /** Minute, hour, day of month, month, day of week: `0 3 * * *` is every night at three. */
  readonly cron: string;
  /** Whose wall clock the cron speaks of. Default `Asia/Shanghai`. */
  readonly tz?: string;
  /**
   * The work of one tick, in one transaction with the tick itself. `dueAt` is the tick: after a
   * pause in which several passed, it runs once, for the last of them.
   */
  readonly run: (tools: TimerTools & { readonly dueAt: Date }) => void | Promise<void>;
}

/** Types a job. List it in the party's definition, or nothing runs. */
export const defineJob = (job: Job): Job => job;

/** A timer that sets itself again: a job needs nothing that a timer does not have. */
export interface JobTimer extends Timer<Record<string, never>> {
  /** The first tick after an instant. */
  readonly next: (after: Date) => Date;
}

/** @throws Error when the cron is malformed or never comes, at the start of the party */
export function timerOfJob({ name, cron, tz = "Asia/Shanghai", run }: Job): JobTimer {
  const pattern = new Cron(cron, { timezone: tz, paused: true });
  const next = (after: Date): Date => {
    const tick = pattern.nextRun(after);
    if (!tick) throw new Error(`the job ${name} has no tick after ${after.toISOString()}: ${cron}`);
    return tick;
  };
  next(now());
  const timer: JobTimer = {
    name: `job/${name}`,
    next,
    fire: async (tools, { subject, dueAt }) => {
      setTimer(tools.em, timer, subject, next(tools.now));
      const [last = dueAt] = pattern.previousRuns(1, new Date(tools.now.getTime() + 1));
      await run({ ...tools, dueAt: last > dueAt ? last : dueAt });
    },
  };
  return timer;
}
