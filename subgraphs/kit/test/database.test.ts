import pg from "pg";
import { pino } from "pino";
import { expect, it } from "vitest";

import { openDatabase } from "../src/index.js";
import { createTestDatabase } from "../src/testing/index.js";
import { notes } from "./note.fixture.js";

it("goes on after its connections broke in more transactions than the pool has places", async () => {
  const url = await createTestDatabase();
  const orm = await openDatabase(url, notes, pino({ level: "silent" }));
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    for (let broken = 0; broken < 20; broken++) {
      const transaction = orm.em.fork().transactional(async (em) => {
        const [row] = await em.execute<{ pid: number }[]>("select pg_backend_pid() as pid");
        await owner.query("select pg_terminate_backend($1)", [row!.pid]);
        await em.execute("select 1");
      });
      await expect(transaction).rejects.toThrow();
    }
    const whole = orm.em.fork().transactional((em) => em.execute("select 42 as answer"));
    expect(await whole).toEqual([{ answer: 42 }]);
  } finally {
    await owner.end();
    await orm.close();
  }
});
