import type { EntityManager } from "@mikro-orm/postgresql";
import type { Logger } from "pino";
import { ulid } from "ulid";

import type { GraphClient } from "../graph/graph-client.js";
import type { Hosting } from "../operators/hosting.js";
import { TimerOrder } from "./timer-order.entity.js";

/** What a timer or a job works with. */
export interface TimerTools {
  /** Its transaction also takes the timer away: what it changes and that it has fired are kept together or not at all. */
  readonly em: EntityManager;
  /** The domain's time of this firing, at or after `dueAt`. */
  readonly now: Date;
  readonly log: Logger;
  /** Asks other parties, in this party's own name; what is asked there is not undone by a rollback here. */
  readonly graph: GraphClient;
  /** Whether something is to be found on this server, by an operator or an id. */
  readonly hosts: Hosting["hosts"];
}

/** A timer that is due: about what, with what it was given when it was set. */
export interface DueTimer<Data> {
  readonly subject: string;
  readonly data: Data;
  readonly dueAt: Date;
}

/** By which a timer is set; enough where what it does is only known where the party is put together. */
export interface TimerName<Data extends Record<string, unknown>> {
  /** Names the timers in the database; never reuse it for another meaning. */
  readonly name: string;
  /** Type only: what it is given when it is set. */
  readonly "~data"?: (data: Data) => void;
}

/** Something a party does at a moment it set before. */
export interface Timer<Data extends Record<string, unknown>> extends TimerName<Data> {
  /**
   * The effect, once for each time the timer was set. Keep it short: whoever sets the same timer
   * meanwhile waits for it. It may set its own timer again.
   */
  readonly fire: (tools: TimerTools, due: DueTimer<Data>) => void | Promise<void>;
}

/** Types a timer. List it in the party's definition, or nothing fires. */
export const defineTimer = <Data extends Record<string, unknown> = Record<string, never>>(
  timer: Timer<Data>,
): Timer<Data> => timer;

/**
 * Sets a timer for a subject, with the next flush of `em` and in its transaction; one that was set
 * for the same subject is replaced.
 */
export function setTimer<Data extends Record<string, unknown>>(
  em: EntityManager,
  timer: TimerName<Data>,
  subject: string,
  dueAt: Date,
  ...[data]: Record<string, never> extends Data ? [data?: Data] : [data: Data]
): void {
  order(em, timer.name, subject, dueAt, data ?? {});
}

/** Clears a timer, with the next flush of `em` and in its transaction; none there is fine. */
export function clearTimer<Data extends Record<string, unknown>>(
  em: EntityManager,
  timer: TimerName<Data>,
  subject: string,
): void {
  order(em, timer.name, subject, null, {});
}

function order(
  em: EntityManager,
  name: string,
  subject: string,
  dueAt: Date | null,
  data: Record<string, unknown>,
): void {
  em.persist(em.create(TimerOrder, { id: ulid(), name, subject, dueAt, data }));
}
