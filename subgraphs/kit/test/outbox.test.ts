import { setTimeout as sleep } from "node:timers/promises";

import pg from "pg";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { openDatabase } from "../src/index.js";
import { Notifications } from "../src/database/notifications.js";
import { fromTheBeginning } from "../src/outbox/cursor.js";
import { OutboxReader } from "../src/outbox/outbox-reader.js";
import { createTestDatabase } from "../src/testing/test-database.js";
import { noteTopic, notes } from "./note.fixture.js";

const log = pino({ level: "silent" });
let url: string;
let pool: pg.Pool;

beforeAll(async () => {
  url = await createTestDatabase();
  await (await openDatabase(url, notes, log)).close();
  pool = new pg.Pool({ connectionString: url, max: 40 });
});
afterAll(() => pool.end());

const insert =
  "insert into outbox (topic, kind, payload, at) values ('note', 'WRITTEN', $1, now())";

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** A replica's reader, on a connection of its own. */
async function startReader(as = url): Promise<OutboxReader> {
  const notifications = await Notifications.start(as, log);
  const reader = await OutboxReader.start(as, notifications, log);
  ending.push(async () => {
    await notifications.stop();
  });
  return reader;
}

async function collect(reader: OutboxReader, count: number, after?: string) {
  const events = reader.read(noteTopic, after);
  const seen: { cursor: string; text: string }[] = [];
  for await (const { cursor, payload } of events) {
    seen.push({ cursor, text: payload.text });
    if (seen.length === count) break;
  }
  return seen;
}
const textsOf = (events: readonly { text: string }[]): string[] => events.map(({ text }) => text);

/** Writes that are out of order, pause and roll back; gives what was committed. */
async function writeAtRandom(writers: number, transactions: number, rows: number) {
  const committed: string[] = [];
  const write = async (writer: number): Promise<void> => {
    const client = await pool.connect();
    for (let n = 0; n < transactions; n++) {
      const texts = Array.from({ length: rows }, (_, row) => `${writer}-${n}-${row}`);
      const half = Math.floor(Math.random() * rows);
      await client.query("begin");
      await client.query(insertMany, [texts.slice(0, half)]);
      // Others begin later and commit earlier meanwhile: this is what the reading order is for.
      if (Math.random() < 0.1) await sleep(Math.random() * 20);
      await client.query(insertMany, [texts.slice(half)]);
      const isKept = Math.random() < 0.85;
      await client.query(isKept ? "commit" : "rollback");
      if (isKept) committed.push(...texts);
    }
    client.release();
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return committed;
}
const insertMany = `insert into outbox (topic, kind, payload, at)
  select 'note', 'WRITTEN', jsonb_build_object('text', t), now() from unnest($1::text[]) t`;

describe("the outbox", () => {
  it("gives 100,000 events of 32 writers to each reader once, in one order, though they overlap and roll back", async () => {
    const readers = [await startReader(), await startReader()];
    const seen: string[][] = [[], []];
    const arrived = new AbortController();
    const live = readers.map(async (reader, n) => {
      for await (const { payload } of reader.read(noteTopic, null, arrived.signal))
        seen[n]!.push(payload.text);
    });
    const committed = await writeAtRandom(32, 370, 10);
    expect(committed.length).toBeGreaterThan(95_000);
    await expect
      .poll(() => seen.map(({ length }) => length), { interval: 20, timeout: 240_000 })
      .toEqual([committed.length, committed.length]);
    arrived.abort();
    await Promise.all(live);
    expect(new Set(seen[0])).toEqual(new Set(committed));
    expect(seen[1]).toEqual(seen[0]);

    const began = performance.now();
    const replayed = await collect(readers[0]!, committed.length, "0-0");
    const perSecond = Math.round((committed.length / (performance.now() - began)) * 1_000);
    process.stdout.write(`replayed ${committed.length} events at ${perSecond} a second\n`);
    expect(textsOf(replayed)).toEqual(seen[0]);
    const half = Math.floor(committed.length / 2);
    const rest = await collect(readers[1]!, committed.length - half, replayed[half - 1]!.cursor);
    expect(textsOf(rest)).toEqual(seen[0]!.slice(half));
  }, 300_000);

  it("waits with an event while an older transaction is open, then gives both in order", async () => {
    const reader = await startReader();
    const [older, newer] = [await pool.connect(), await pool.connect()];
    const live = collect(reader, 2);
    await older.query("begin");
    await older.query(insert, [{ text: "older" }]);
    await newer.query(insert, [{ text: "newer" }]);
    await older.query("commit");
    expect((await live).map(({ text }) => text)).toEqual(["older", "newer"]);
    older.release();
    newer.release();
  });

  it("ends a read when its signal is aborted, even while nothing happens", async () => {
    const reader = await startReader();
    const ended = new AbortController();
    const next = reader.read(noteTopic, null, ended.signal).next();
    ended.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it("refuses a cursor that it did not make", async () => {
    const reader = await startReader();
    expect(() => reader.read(noteTopic, "yesterday")).toThrowError(
      expect.objectContaining({ extensions: { code: "INVALID_CURSOR" } }),
    );
  });

  it("reads each row of a burst about once, though the table has not been analysed since", async () => {
    const own = await createTestDatabase();
    await (await openDatabase(own, notes, log)).close();
    const client = new pg.Client({ connectionString: own });
    await client.connect();
    ending.push(() => client.end());
    const reader = await startReader(own);
    const count = 20_000;
    await client.query(insertMany, [Array.from({ length: count }, (_, n) => String(n))]);
    expect(await collect(reader, count, fromTheBeginning)).toHaveLength(count);
    // Its connections tell what they have read when they end.
    await reader.stop();
    const read = async () => {
      const { rows } = await client.query<{ read: string }>(
        `select sum(seq_tup_read + idx_tup_fetch) as read from pg_stat_user_tables
         where relname like 'outbox_2%'`,
      );
      return Number(rows[0]!.read);
    };
    await expect.poll(read).toBeGreaterThanOrEqual(count);
    // The tail has read them, too; batches that gather the rest would have read ten times as much.
    expect(await read()).toBeLessThan(3 * count);
  });

  it("does not wait for a long transaction in a neighbour's database", async () => {
    const neighbour = new pg.Client({ connectionString: await createTestDatabase() });
    await neighbour.connect();
    await neighbour.query("begin");
    await neighbour.query("select pg_current_xact_id()");
    const reader = await startReader();
    const live = collect(reader, 1);
    await pool.query(insert, [{ text: "mine" }]);
    expect(textsOf(await live)).toEqual(["mine"]);
    await neighbour.query("rollback");
    await neighbour.end();
  });

  it("skips nothing for a role that may not see what others do", async () => {
    await pool.query("create role onlooker login password 'x'");
    await pool.query("grant select on all tables in schema public to onlooker");
    const as = new URL(url);
    [as.username, as.password] = ["onlooker", "x"];
    const reader = await startReader(as.href);
    const live = collect(reader, 2);
    const older = await pool.connect();
    await older.query("begin");
    await older.query("select pg_current_xact_id()");
    await pool.query(insert, [{ text: "newer" }]);
    // The reader looks while the older one is open.
    const { rows } = await pool.query<{ now: Date }>("select clock_timestamp()::text as now");
    const looked = `select 1 from pg_stat_activity where usename = 'onlooker'
      and query like '%from outbox%where (xid%' and query_start > $1::timestamptz`;
    while ((await pool.query(looked, [rows[0]!.now])).rowCount === 0);
    await older.query(insert, [{ text: "older" }]);
    await older.query("commit");
    older.release();
    expect(textsOf(await live)).toEqual(["older", "newer"]);
  });
});
