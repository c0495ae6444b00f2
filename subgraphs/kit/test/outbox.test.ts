import { setTimeout as sleep } from "node:timers/promises";

import pg from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { openDatabase } from "../src/index.js";
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

async function collect(reader: OutboxReader, count: number, after?: string) {
  const events = reader.read(noteTopic, after);
  const seen: { cursor: string; text: string }[] = [];
  for await (const { cursor, payload } of events) {
    seen.push({ cursor, text: payload.text });
    if (seen.length === count) break;
  }
  return seen;
}

describe("the outbox", () => {
  it("skips no event and repeats none, though 32 writers commit out of order and some roll back", async () => {
    const reader = await OutboxReader.start(url, log);
    const writers = 32;
    const each = 60;
    const committed: string[] = [];
    const write = async (writer: number): Promise<void> => {
      for (let i = 0; i < each; i++) {
        const client = await pool.connect();
        const text = `${writer}-${i}`;
        await client.query("begin");
        await client.query(insert, [{ text }]);
        // Others begin later and commit earlier meanwhile: this is what the reading order is for.
        if (i % 3 === 0) await sleep(Math.random() * 8);
        await client.query(insert, [{ text: `${text}b` }]);
        const rolledBack = (writer + i) % 5 === 0;
        await client.query(rolledBack ? "rollback" : "commit");
        if (!rolledBack) committed.push(text, `${text}b`);
        client.release();
      }
    };
    const expected = writers * each * 2 - countRolledBack(writers, each) * 2;
    const live = collect(reader, expected);
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
    const seen = (await live).map(({ text }) => text);
    expect(seen).toHaveLength(committed.length);
    expect(new Set(seen)).toEqual(new Set(committed));

    const replayed = await collect(reader, expected, "0-0");
    expect(replayed.map(({ text }) => text)).toEqual(seen);
    const half = Math.floor(expected / 2);
    const rest = await collect(reader, expected - half, replayed[half - 1]!.cursor);
    expect(rest.map(({ text }) => text)).toEqual(seen.slice(half));
    await reader.stop();
  });

  it("waits with an event while an older transaction is open, then gives both in order", async () => {
    const reader = await OutboxReader.start(url, log);
    const [older, newer] = [await pool.connect(), await pool.connect()];
    const live = collect(reader, 2);
    await older.query("begin");
    await older.query(insert, [{ text: "older" }]);
    await newer.query(insert, [{ text: "newer" }]);
    await older.query("commit");
    expect((await live).map(({ text }) => text)).toEqual(["older", "newer"]);
    older.release();
    newer.release();
    await reader.stop();
  });

  it("ends a read when its signal is aborted, even while nothing happens", async () => {
    const reader = await OutboxReader.start(url, log);
    const ended = new AbortController();
    const next = reader.read(noteTopic, null, ended.signal).next();
    ended.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    await reader.stop();
  });

  it("refuses a cursor that it did not make", async () => {
    const reader = await OutboxReader.start(url, log);
    expect(() => reader.read(noteTopic, "yesterday")).toThrowError(
      expect.objectContaining({ extensions: { code: "INVALID_CURSOR" } }),
    );
    await reader.stop();
  });
});

function countRolledBack(writers: number, each: number): number {
  let count = 0;
  for (let writer = 0; writer < writers; writer++)
    for (let i = 0; i < each; i++) if ((writer + i) % 5 === 0) count++;
  return count;
}
