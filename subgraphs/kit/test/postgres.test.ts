import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { startEmbeddedPostgres } from "../src/postgres/index.js";

let home: string;
beforeEach(async () => {
  // A folder that only its owner may enter: where root's projects often are.
  home = await mkdtemp(path.join(tmpdir(), "hutong-home-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("the embedded PostgreSQL", () => {
  it("keeps its data from one start to the next, and takes over from a run that was killed", async () => {
    const first = await startEmbeddedPostgres({ home, throwaway: true });
    const url = await first.ensureDatabase("town");
    await query(url, "create table kept as select 42 as answer");
    // As after kill -9 of the parent: the server goes on, nobody stops it.
    const second = await startEmbeddedPostgres({ home, throwaway: true });
    expect(() => process.kill(first.pid, 0)).toThrow();
    expect(await query(await second.ensureDatabase("town"), "select answer from kept")).toEqual([
      { answer: 42 },
    ]);
    await second.stop();
  });

  it("lets nobody in without the password", async () => {
    const server = await startEmbeddedPostgres({ home, throwaway: true });
    const url = new URL(server.urlOf("postgres"));
    url.password = "guess";
    await expect(query(url.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
    await server.stop();
  });
});
