import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import pg from "pg";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { openDatabase } from "../src/index.js";
import { Notifications } from "../src/database/notifications.js";
import { OutboxReader } from "../src/outbox/outbox-reader.js";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../src/postgres/index.js";
import { noteTopic, notes } from "./note.fixture.js";

const log = pino({ level: "silent" });
let home: string;
let postgres: EmbeddedPostgres;
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "hutong-crash-"));
  postgres = await startEmbeddedPostgres({ home });
  await (await openDatabase(await postgres.ensureDatabase("notes"), notes, log)).close();
});
afterEach(async () => {
  await postgres.stop();
  await rm(home, { recursive: true, force: true });
});

/** As its owner, by a connection of its own. */
async function run(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.urlOf("notes") });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const write = (text: string): string =>
  `insert into outbox (topic, kind, payload, at) values ('note', 'WRITTEN', '{"text": "${text}"}', now())`;

async function withReader<T>(use: (reader: OutboxReader) => Promise<T>): Promise<T> {
  const url = postgres.urlOf("notes");
  const notifications = await Notifications.start(url, log);
  const reader = await OutboxReader.start(url, notifications, log);
  try {
    return await use(reader);
  } finally {
    await notifications.stop();
    await reader.stop();
  }
}

const nextText = async (reader: OutboxReader, after?: string): Promise<unknown> =>
  (await reader.read(noteTopic, after).next()).value?.payload.text;

describe("an outbox whose PostgreSQL is killed", () => {
  it("gives what is written afterwards to who had come before, though transactions are numbered again", async () => {
    // What rolls back is not written down at once; a crash forgets that it was.
    await run("alter system set wal_writer_delay = '10s'", "select pg_reload_conf()");
    await run(
      ...Array(20)
        .fill(["begin", write("never"), "rollback"])
        .flat(),
    );
    const place = await withReader(async (reader) => {
      const events = reader.until(undefined);
      events.read(noteTopic);
      return events.begun;
    });
    process.kill(postgres.pid, "SIGKILL");
    postgres = await startEmbeddedPostgres({ home });
    await run(write("afterwards"));
    expect(await withReader((reader) => nextText(reader, place))).toBe("afterwards");
  });

  it("goes on by itself once it is there again", async () => {
    await withReader(async (reader) => {
      const events = reader.read(noteTopic);
      await run(write("before"));
      await events.next();
      const next = events.next();
      // At any moment, also between two questions on one connection.
      const breakAll = `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name like 'hutong-%'`;
      for (let time = 0; time < 60; time++)
        await run("begin", "select pg_current_xact_id()", "notify outbox", "commit", breakAll);
      await run(write("afterwards"));
      expect((await next).value?.payload.text).toBe("afterwards");
    });
  });
});
