import type { Logger } from "pino";
import pg from "pg";

import type { Notifications } from "../database/notifications.js";
import { HutongError } from "../errors/hutong-error.js";
import { comparePositions, formatCursor, parseCursor, type OutboxPosition } from "./cursor.js";
import {
  insistOnOrder,
  readBefore,
  readDropped,
  readHorizon,
  readLast,
  readTopic,
} from "./outbox-table.js";
import type { Topic } from "./outbox.js";

/** An event as a reader sees it. */
export interface StoredEvent<Kind extends string = string, Payload = Record<string, unknown>> {
  /** Where to go on after this event; opaque to everybody but this outbox. */
  readonly cursor: string;
  readonly position: OutboxPosition;
  readonly topic: string;
  readonly kind: Kind;
  readonly payload: Payload;
  readonly at: Date;
}

/** What reads a topic's events; see {@link OutboxReader.read}. */
export interface EventSource {
  read<Kind extends string, Payload extends Record<string, unknown>>(
    topic: Topic<Kind, Payload>,
    after?: string | null,
  ): AsyncGenerator<StoredEvent<Kind, Payload>, void, undefined>;
}

/** The events of one operation. */
export interface OperationEvents extends EventSource {
  /** The place at which the operation began to read; settles when it does. */
  readonly begun: Promise<string>;
  /**
   * How far the operation has come, where all that was read for it has been taken and nothing more is
   * there: nothing up to this place will come any more.
   */
  place(): string | undefined;
}

/** As many rows are read at once. */
const batchSize = 1_000;
const maxBuffered = 5_000;
/** Safety net for a lost notification, not the way events normally arrive. */
const pollMs = 2_000;
/** After a notification whose rows an older open transaction still holds back. */
const heldBackMs = 20;

interface Follower {
  buffer: StoredEvent[];
  /** Set when the buffer overflowed: what it held is read from the table again. */
  behind: boolean;
  /** What it was given last, or where it begins. */
  position: OutboxPosition;
  /** Whether its consumer has asked for more than there is. */
  waiting: boolean;
  wake: () => void;
}

/**
 * Reads a party's outbox. One tail per process reads the table once and fans out in memory; a
 * stream that starts from a cursor replays the table up to the tail and joins it without a seam.
 */
export class OutboxReader {
  readonly #pool: pg.Pool;
  readonly #log: Logger;
  readonly #followers = new Set<Follower>();
  #position: OutboxPosition = { xid: 0n, id: 0n };
  #stopped = false;
  #wake: () => void = () => {};
  #notifiedAt = 0;
  #loop: Promise<void> | undefined;

  private constructor(pool: pg.Pool, log: Logger) {
    this.#pool = pool;
    this.#log = log;
  }

  /** Starts the tail at the outbox's present end. */
  static async start(
    connectionString: string,
    notifications: Notifications,
    log: Logger,
  ): Promise<OutboxReader> {
    const pool = new pg.Pool({
      connectionString,
      max: 3,
      application_name: "hutong-outbox",
      onConnect: insistOnOrder,
    });
    const reader = new OutboxReader(pool, log);
    const onBroken = (err: Error): void => {
      if (!reader.#stopped) log.warn({ err }, "an outbox connection broke");
    };
    pool.on("error", onBroken);
    // The pool looks after the idle ones alone; one that breaks between two questions would end the process.
    pool.on("connect", (client) => client.on("error", onBroken));
    // Before the horizon, not at the end: transactions open now are read once they commit. And at a row,
    // as it is there after a crash, too.
    reader.#position = await reader.#withClient(async (client) =>
      readLast(client, await readHorizon(client)),
    );
    await notifications.on("outbox", () => {
      reader.#notifiedAt = Date.now();
      reader.#wake();
    });
    reader.#loop = reader.#tail();
    return reader;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    for (const follower of this.#followers) follower.wake();
    await this.#loop;
    await this.#pool.end();
  }

  /**
   * The events of a topic, from a cursor or from now on, then as they happen, until the consumer
   * stops or the reader does. "Now" is when this is called, not when the first event is asked for.
   * @throws HutongError `INVALID_CURSOR` at once, `CURSOR_EXPIRED` instead of the first event
   */
  read<Kind extends string, Payload extends Record<string, unknown>>(
    topic: Topic<Kind, Payload>,
    after?: string | null,
    signal?: AbortSignal,
  ): AsyncGenerator<StoredEvent<Kind, Payload>, void, undefined> {
    return this.#stream(topic, this.#follow(after), signal);
  }

  #follow(after: string | null | undefined): Follower {
    const position = after ? parseCursor(after) : this.#position;
    return { buffer: [], behind: true, position, waiting: false, wake: () => {} };
  }

  /** A view whose reads end when the signal is aborted. */
  until(signal: AbortSignal | undefined): OperationEvents {
    const { promise: begun, resolve } = Promise.withResolvers<string>();
    const own: Follower[] = [];
    return {
      begun,
      read: (topic, after) => {
        const follower = this.#follow(after);
        own.push(follower);
        resolve(after || formatCursor(follower.position));
        return this.#stream(topic, follower, signal);
      },
      place: () => {
        const reached = this.#position;
        // A cursor of another replica may be further on than this one has read.
        const isThrough = own.every((follower) => isThere(follower, reached));
        return own.length > 0 && isThrough ? formatCursor(reached) : undefined;
      },
    };
  }

  async *#stream<Kind extends string, Payload extends Record<string, unknown>>(
    topic: Topic<Kind, Payload>,
    follower: Follower,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<StoredEvent<Kind, Payload>, void, undefined> {
    await this.#insistKept(follower.position);
    this.#followers.add(follower);
    const onAbort = (): void => follower.wake();
    signal?.addEventListener("abort", onAbort);
    try {
      while (!this.#stopped && !signal?.aborted) {
        if (follower.behind) {
          follower.behind = false;
          // What the tail hands over from here on lies beyond `end`, so replay and tail do not overlap.
          const end = this.#position;
          let next = this.#replay(topic, follower.position, end);
          for (;;) {
            const events = await next;
            const last = events.at(-1);
            const more = last !== undefined && events.length === batchSize;
            // Read while the consumer is busy with the ones before.
            if (more) {
              next = this.#replay(topic, last.position, end);
              // It is awaited above, unless the consumer leaves first.
              next.catch(() => {});
            }
            for (const event of events) {
              follower.position = event.position;
              yield event as StoredEvent<Kind, Payload>;
              if (this.#stopped || signal?.aborted) break;
            }
            if (!more || this.#stopped || signal?.aborted) break;
          }
          if (comparePositions(follower.position, end) < 0) follower.position = end;
          continue;
        }
        const events = follower.buffer;
        if (events.length === 0) {
          follower.waiting = true;
          await new Promise<void>((resolve) => {
            follower.wake = resolve;
            if (this.#stopped || signal?.aborted || follower.behind) resolve();
          });
          follower.waiting = false;
          continue;
        }
        follower.buffer = [];
        for (const event of events) {
          if (comparePositions(event.position, follower.position) <= 0) continue;
          follower.position = event.position;
          if (event.topic === topic.name) yield event as StoredEvent<Kind, Payload>;
        }
      }
    } finally {
      signal?.removeEventListener("abort", onAbort);
      this.#followers.delete(follower);
    }
  }

  async #replay(
    { name }: Topic<string, Record<string, unknown>>,
    after: OutboxPosition,
    end: OutboxPosition,
  ): Promise<StoredEvent[]> {
    return (await readTopic(this.#pool, name, after, end, batchSize)).map(toEvent);
  }

  /**
   * Refuses a place whose successors are not all there any more; from the beginning means from
   * whatever is kept.
   * @throws HutongError `CURSOR_EXPIRED` with the oldest place that is whole
   */
  async #insistKept(start: OutboxPosition): Promise<void> {
    if (start.xid === 0n) return;
    const dropped = await readDropped(this.#pool);
    if (dropped && comparePositions(start, dropped) < 0)
      throw new HutongError("CURSOR_EXPIRED", { oldest: formatCursor(dropped) });
  }

  async #tail(): Promise<void> {
    while (!this.#stopped) {
      // Armed before reading, so that a notification which comes meanwhile is not lost.
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      let read = 0;
      try {
        read = await this.#withClient((client) => this.#readOn(client));
      } catch (error) {
        this.#log.warn({ err: error }, "the outbox cannot be read now; trying again");
      }
      if (this.#stopped) return;
      const heldBack = read === 0 && Date.now() - this.#notifiedAt < pollMs;
      const timer = setTimeout(this.#wake, heldBack ? heldBackMs : pollMs);
      await woken;
      clearTimeout(timer);
    }
  }

  /** Hands over what has been settled since; gives how much that was. */
  async #readOn(client: pg.PoolClient): Promise<number> {
    const horizon = await readHorizon(client);
    let read = 0;
    let events: StoredEvent[];
    do {
      events = (await readBefore(client, this.#position, horizon, batchSize)).map(toEvent);
      read += events.length;
      if (events.length > 0) this.#hand(events);
    } while (events.length === batchSize && !this.#stopped);
    return read;
  }

  async #withClient<T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      return await use(client);
    } finally {
      client.release();
    }
  }

  #hand(events: readonly StoredEvent[]): void {
    this.#position = events.at(-1)!.position;
    for (const follower of this.#followers) {
      if (follower.buffer.length + events.length > maxBuffered) {
        follower.buffer = [];
        follower.behind = true;
      } else if (!follower.behind) {
        follower.buffer.push(...events);
      }
      follower.wake();
    }
  }
}

/** Whether a follower's consumer has taken everything up to a place, and waits for more. */
const isThere = (
  { waiting, behind, buffer, position }: Follower,
  reached: OutboxPosition,
): boolean => waiting && !behind && buffer.length === 0 && comparePositions(position, reached) <= 0;

function toEvent(row: Awaited<ReturnType<typeof readTopic>>[number]): StoredEvent {
  const position = { xid: BigInt(row.xid), id: BigInt(row.id) };
  return {
    cursor: formatCursor(position),
    position,
    topic: row.topic,
    kind: row.kind,
    payload: row.payload,
    at: row.at,
  };
}
