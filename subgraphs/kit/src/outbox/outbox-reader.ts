import type { Logger } from "pino";
import pg from "pg";

import { comparePositions, formatCursor, parseCursor, type OutboxPosition } from "./cursor.js";
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
}

const batchSize = 500;
const maxBuffered = 5_000;
/** Safety net for a lost notification, not the way events normally arrive. */
const pollMs = 2_000;
/** After a notification whose rows an older open transaction still holds back. */
const heldBackMs = 20;

/*
 * Rows are read in the order of (transaction, row), and only up to the oldest transaction still
 * open: one that is still running may yet commit a row with a smaller number than those already
 * visible, and reading past it would skip that row for ever. The order names the table's columns,
 * because the selected ones of the same name are text.
 */
const readSql = `
  select id::text, xid::text, topic, kind, payload, at from outbox
  where (xid, id) > ($1::text::xid8, $2::bigint)
    and xid < pg_snapshot_xmin(pg_current_snapshot())
  order by outbox.xid, outbox.id limit $3`;

const headSql = `select pg_snapshot_xmin(pg_current_snapshot())::text as xid`;

interface Follower {
  buffer: StoredEvent[];
  /** Set when the buffer overflowed: what it held is read from the table again. */
  behind: boolean;
  wake: () => void;
}

/**
 * Reads a party's outbox. One tail per process reads the table once and fans out in memory; a
 * stream that starts from a cursor replays the table up to the tail and joins it without a seam.
 */
export class OutboxReader {
  readonly #pool: pg.Pool;
  readonly #connectionString: string;
  readonly #log: Logger;
  readonly #followers = new Set<Follower>();
  #listener: pg.Client | undefined;
  #position: OutboxPosition = { xid: 0n, id: 0n };
  #stopped = false;
  #wake: () => void = () => {};
  #notifiedAt = 0;
  #loop: Promise<void> | undefined;

  private constructor(pool: pg.Pool, connectionString: string, log: Logger) {
    this.#pool = pool;
    this.#connectionString = connectionString;
    this.#log = log;
  }

  /** Starts the tail at the outbox's present end. */
  static async start(connectionString: string, log: Logger): Promise<OutboxReader> {
    const pool = new pg.Pool({ connectionString, max: 3, application_name: "hutong-outbox" });
    const reader = new OutboxReader(pool, connectionString, log);
    pool.on("error", (error) => {
      if (!reader.#stopped) log.warn({ err: error }, "an idle outbox connection broke");
    });
    const head = await pool.query<{ xid: string }>(headSql);
    // One below the horizon: transactions open now are read once they commit.
    reader.#position = { xid: BigInt(head.rows[0]!.xid), id: 0n };
    await reader.#listen();
    reader.#loop = reader.#tail();
    return reader;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    for (const follower of this.#followers) follower.wake();
    await this.#loop;
    await this.#listener?.end().catch(() => {});
    await this.#pool.end();
  }

  /**
   * The events of a topic, from a cursor or from now on, then as they happen, until the consumer
   * stops or the reader does. "Now" is when this is called, not when the first event is asked for.
   * @throws HutongError `INVALID_CURSOR`
   */
  read<Kind extends string, Payload extends Record<string, unknown>>(
    topic: Topic<Kind, Payload>,
    after?: string | null,
    signal?: AbortSignal,
  ): AsyncGenerator<StoredEvent<Kind, Payload>, void, undefined> {
    return this.#stream(topic, after ? parseCursor(after) : this.#position, signal);
  }

  /** A view whose reads end when the signal is aborted. */
  until(signal: AbortSignal | undefined): OperationEvents {
    const { promise: begun, resolve } = Promise.withResolvers<string>();
    return {
      begun,
      read: (topic, after) => {
        const events = this.read(topic, after, signal);
        resolve(after || formatCursor(this.#position));
        return events;
      },
    };
  }

  async *#stream<Kind extends string, Payload extends Record<string, unknown>>(
    topic: Topic<Kind, Payload>,
    start: OutboxPosition,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<StoredEvent<Kind, Payload>, void, undefined> {
    let position = start;
    const follower: Follower = { buffer: [], behind: true, wake: () => {} };
    this.#followers.add(follower);
    const onAbort = (): void => follower.wake();
    signal?.addEventListener("abort", onAbort);
    try {
      while (!this.#stopped && !signal?.aborted) {
        if (follower.behind) {
          follower.behind = false;
          // What the tail hands over from here on lies beyond `end`, so replay and tail do not overlap.
          const end = this.#position;
          for (;;) {
            const events = await this.#fetch(position);
            const wanted = events.filter((event) => comparePositions(event.position, end) <= 0);
            for (const event of wanted) {
              position = event.position;
              if (event.topic === topic.name) yield event as StoredEvent<Kind, Payload>;
            }
            if (wanted.length < events.length || events.length < batchSize) break;
          }
          if (comparePositions(position, end) < 0) position = end;
          continue;
        }
        const events = follower.buffer;
        if (events.length === 0) {
          await new Promise<void>((resolve) => {
            follower.wake = resolve;
            if (this.#stopped || signal?.aborted || follower.behind) resolve();
          });
          continue;
        }
        follower.buffer = [];
        for (const event of events) {
          if (comparePositions(event.position, position) <= 0) continue;
          position = event.position;
          if (event.topic === topic.name) yield event as StoredEvent<Kind, Payload>;
        }
      }
    } finally {
      signal?.removeEventListener("abort", onAbort);
      this.#followers.delete(follower);
    }
  }

  async #fetch({ xid, id }: OutboxPosition): Promise<StoredEvent[]> {
    const { rows } = await this.#pool.query<{
      id: string;
      xid: string;
      topic: string;
      kind: string;
      payload: Record<string, unknown>;
      at: Date;
    }>(readSql, [xid.toString(), id.toString(), batchSize]);
    return rows.map((row) => {
      const position = { xid: BigInt(row.xid), id: BigInt(row.id) };
      return {
        cursor: formatCursor(position),
        position,
        topic: row.topic,
        kind: row.kind,
        payload: row.payload,
        at: row.at,
      };
    });
  }

  async #tail(): Promise<void> {
    while (!this.#stopped) {
      // Armed before reading, so that a notification which comes meanwhile is not lost.
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      let read = 0;
      try {
        let events: StoredEvent[];
        do {
          events = await this.#fetch(this.#position);
          read += events.length;
          if (events.length > 0) this.#hand(events);
        } while (events.length === batchSize && !this.#stopped);
        if (!this.#listener && !this.#stopped) await this.#listen();
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

  async #listen(): Promise<void> {
    const listener = new pg.Client({
      connectionString: this.#connectionString,
      application_name: "hutong-listen",
    });
    listener.on("notification", () => {
      this.#notifiedAt = Date.now();
      this.#wake();
    });
    listener.on("error", () => {
      if (this.#listener === listener) this.#listener = undefined;
      this.#wake();
    });
    await listener.connect();
    await listener.query("listen outbox");
    this.#listener = listener;
  }
}
