import { setTimeout as setTimeoutPromise } from "node:timers/promises";

import type { EntityManager } from "@mikro-orm/postgresql";
import type { Logger } from "pino";

import { now, realMsUntil, watchDomainClock } from "../clocks/domain-clock.js";
import type { Notifications } from "../database/notifications.js";
import type { GraphClient } from "../graph/graph-client.js";
import type { Hosting } from "../operators/hosting.js";
import type { JobTimer } from "./job.js";
import type { Timer } from "./timer.js";
import {
  armJobs,
  claim,
  countParked,
  findNextDue,
  recordFailure,
  type Claimed,
} from "./timer-table.js";

export interface TimerRunnerOptions {
  readonly em: EntityManager;
  readonly timers: readonly Timer<never>[];
  readonly jobs: readonly JobTimer[];
  readonly notifications: Notifications;
  readonly graph: () => GraphClient;
  readonly hosting: Pick<Hosting, "hosts">;
  readonly log: Logger;
}

/** So many effects run at once in a process; the database's pool serves requests beside them. */
const lanes = 4;
/** Safety net for a lost notification, not the way timers normally come due. */
const sweepMs = 30_000;
/** Something is due, but another replica has it in its hands, or an earlier timer of its subject. */
const busyMs = 50;
/** The database does not answer. */
const brokenMs = 1_000;

/** Fires a party's timers and jobs: each once, whichever replica gets hold of it. */
export class TimerRunner {
  readonly #options: TimerRunnerOptions;
  readonly #timers: ReadonlyMap<string, Timer<never> | JobTimer>;
  readonly #names: readonly string[];
  readonly #running = new Set<Promise<void>>();
  readonly #unwatch: () => void;
  #alarm: { readonly at: number; readonly timeout: NodeJS.Timeout } | undefined;
  /** Woken while every lane was busy: the last of them may have looked before what woke us was there. */
  #wokenMeanwhile = false;
  #stopped = false;

  private constructor(options: TimerRunnerOptions) {
    this.#options = options;
    this.#timers = new Map(
      [...options.timers, ...options.jobs].map((timer) => [timer.name, timer]),
    );
    this.#names = [...this.#timers.keys()];
    this.#unwatch = watchDomainClock(() => this.#wake());
  }

  /** Arms the jobs, then begins with what came due while nobody was there. */
  static async start(options: TimerRunnerOptions): Promise<TimerRunner> {
    const runner = new TimerRunner(options);
    await armJobs(options.em, options.jobs, now());
    await options.notifications.on("timer", () => runner.#wake());
    runner.#wake();
    return runner;
  }

  /** How many timers were given up after failing again and again. */
  countParked(): Promise<number> {
    return countParked(this.#options.em);
  }

  /**
   * Waits until everything that is due has fired, whatever it took: for a clock that is moved by hand.
   * @returns when something is due next
   */
  async settled(): Promise<Date | null> {
    for (;;) {
      const { dueAt, retryMs } = await findNextDue(this.#options.em, this.#names);
      const isDue = dueAt !== null && dueAt <= now();
      if (!isDue && retryMs === null && this.#running.size === 0) return dueAt;
      if (this.#running.size === 0) await setTimeoutPromise(Math.max(isDue ? 0 : retryMs!, 1));
      this.#wake();
      await Promise.all(this.#running);
    }
  }

  /** Lets the effects that run come to their end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unwatch();
    clearTimeout(this.#alarm?.timeout);
    await Promise.all(this.#running);
  }

  #wake(): void {
    if (this.#stopped || this.#names.length === 0) return;
    if (this.#running.size >= lanes) {
      this.#wokenMeanwhile = true;
      return;
    }
    const lane = this.#work().finally(() => {
      this.#running.delete(lane);
      if (this.#wokenMeanwhile) {
        this.#wokenMeanwhile = false;
        this.#wake();
      }
    });
    this.#running.add(lane);
  }

  /** Fires one after the other until nothing is due; each one taken opens another lane for the next. */
  async #work(): Promise<void> {
    try {
      while (!this.#stopped && (await this.#fireNext()));
      const ms = await this.#msUntilNext();
      this.#sleep(ms > 0 ? ms : busyMs);
    } catch (error) {
      this.#options.log.warn({ err: error }, "timers cannot be read now; trying again");
      this.#sleep(brokenMs);
    }
  }

  /** At most as long as nothing is looked at; 0 or below when something is due. */
  async #msUntilNext(): Promise<number> {
    const { dueAt, retryMs } = await findNextDue(this.#options.em, this.#names);
    return Math.min(dueAt ? Math.ceil(realMsUntil(dueAt)) : sweepMs, retryMs ?? sweepMs, sweepMs);
  }

  /** Lanes may have looked at different times, so the earliest alarm holds. */
  #sleep(ms: number): void {
    const at = Date.now() + ms;
    if (this.#stopped || (this.#alarm && this.#alarm.at <= at)) return;
    clearTimeout(this.#alarm?.timeout);
    const timeout = setTimeout(() => {
      this.#alarm = undefined;
      this.#wake();
    }, ms);
    this.#alarm = { at, timeout };
  }

  /** False when nothing is due that nobody else has in hand. */
  async #fireNext(): Promise<boolean> {
    let claimed: Claimed | undefined;
    const at = now();
    try {
      await this.#options.em.fork().transactional(async (em) => {
        claimed = await claim(em, this.#names, at);
        if (!claimed) return;
        this.#wake();
        const { name, subject, data, dueAt } = claimed;
        await this.#timers.get(name)!.fire(
          {
            em,
            now: at,
            log: this.#options.log.child({ timer: name, subject }),
            graph: this.#options.graph(),
            hosts: this.#options.hosting.hosts,
          },
          { subject, data: data as never, dueAt },
        );
      });
    } catch (error) {
      if (!claimed) throw error;
      await this.#failed(claimed, error);
    }
    return claimed !== undefined;
  }

  async #failed(claimed: Claimed, error: unknown): Promise<void> {
    const timer = this.#timers.get(claimed.name)!;
    const nextTick = "next" in timer ? timer.next(now()) : undefined;
    const outcome = await recordFailure(this.#options.em, claimed, error, nextTick);
    const about = { timer: claimed.name, subject: claimed.subject, err: error };
    const { log } = this.#options;
    if (outcome === "contended") log.debug(about, "a timer met a lock; trying again at once");
    else if (outcome === "given up") log.error(about, "a timer failed too often and is given up");
    else log.warn(about, "a timer failed; trying again later");
  }
}
