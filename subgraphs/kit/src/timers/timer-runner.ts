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
  /** A lane reads what is due; the others wait for what it finds. */
  #looking = false;
  /** Woken while a lane looked or all were busy: they may have looked before what woke us was there. */
  #wokenMeanwhile = false;
  /** What is due next, as it was read last; what is set later is notified. */
  #nextDue: Date | null | undefined;
  /** How much was due then, with what lanes have in hand: it is there until it has fired. */
  #due = 0;
  #stopped = false;

  private constructor(options: TimerRunnerOptions) {
    this.#options = options;
    this.#timers = new Map(
      [...options.timers, ...options.jobs].map((timer) => [timer.name, timer]),
    );
    this.#names = [...this.#timers.keys()];
    this.#unwatch = watchDomainClock(() => this.#onClock());
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
      const { dueAt, retryMs } = await findNextDue(this.#options.em, this.#names, now());
      const isDue = dueAt !== null && dueAt <= now();
      if (!isDue && retryMs === null && this.#running.size === 0) return dueAt;
      if (this.#running.size === 0) {
        await setTimeoutPromise(Math.max(isDue ? 0 : retryMs!, 1));
        this.#wake();
      }
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
    if (this.#looking || this.#running.size >= lanes) {
      this.#wokenMeanwhile = true;
      return;
    }
    this.#looking = true;
    const lane = this.#work().finally(() => {
      this.#running.delete(lane);
      this.#wakeAgain();
    });
    this.#running.add(lane);
  }

  /** A clock that stands where nothing is due yet, as a simulation's does at most of its stops, wakes nobody. */
  #onClock(): void {
    const due = this.#nextDue;
    if (due === undefined || (due && Number.isFinite(realMsUntil(due)))) this.#wake();
  }

  /** Fires one after the other until nothing is due; each one taken opens another lane where more is. */
  async #work(): Promise<void> {
    try {
      while (!this.#stopped) {
        const ms = await this.#look();
        if (ms > 0) return this.#sleep(ms);
        if (!(await this.#fireNext())) return this.#sleep(busyMs);
        while (!this.#stopped && --this.#due > 0 && (await this.#fireNext()));
      }
    } catch (error) {
      this.#options.log.warn({ err: error }, "timers cannot be read now; trying again");
      this.#sleep(brokenMs);
    }
  }

  /** In how many real milliseconds something is due, at most as long as nothing is looked at; 0 or below now. */
  async #look(): Promise<number> {
    this.#looking = true;
    try {
      const { dueAt, due, retryMs } = await findNextDue(this.#options.em, this.#names, now());
      this.#nextDue = dueAt;
      this.#due = due;
      return Math.min(dueAt ? Math.ceil(realMsUntil(dueAt)) : sweepMs, retryMs ?? sweepMs, sweepMs);
    } finally {
      this.#looking = false;
      this.#wakeAgain();
    }
  }

  #wakeAgain(): void {
    if (!this.#wokenMeanwhile) return;
    this.#wokenMeanwhile = false;
    this.#wake();
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
        if (this.#due > this.#running.size) this.#wake();
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
