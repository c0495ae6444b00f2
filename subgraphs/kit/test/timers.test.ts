import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { type EntityManager, type MikroORM } from "@mikro-orm/postgresql";
import pg from "pg";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  clearTimer,
  defineJob,
  defineTimer,
  type Job,
  now,
  openDatabase,
  setDomainClock,
  setTimer,
  type Timer,
} from "../src/index.js";
import { Notifications } from "../src/database/notifications.js";
import { GraphClient } from "../src/graph/graph-client.js";
import { hostingOf } from "../src/operators/hosting.js";
import { hearStatements } from "../src/testing/statements.js";
import { createTestDatabase } from "../src/testing/test-database.js";
import { startTestSubgraph } from "../src/testing/test-subgraph.js";
import { timerOfJob } from "../src/timers/job.js";
import { TimerRunner } from "../src/timers/timer-runner.js";
import { Note, notes } from "./note.fixture.js";

const log = pino({ level: process.env["LOG_LEVEL"] ?? "silent" });
let url: string;
let orm: MikroORM;
let pool: pg.Pool;
const ending: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  url = await createTestDatabase();
  orm = await openDatabase(url, notes, log);
  pool = new pg.Pool({ connectionString: url });
});
afterEach(async () => {
  setDomainClock();
  for (const end of ending.splice(0)) await end();
  await pool.end();
  await orm.close();
});

/** A replica's timers, in this process. */
async function run(timers: readonly Timer<never>[], jobs: readonly Job[] = []) {
  const notifications = await Notifications.start(url, log);
  const runner = await TimerRunner.start({
    em: orm.em,
    timers,
    jobs: jobs.map(timerOfJob),
    notifications,
    graph: () => new GraphClient({ url: "", authorization: "", requestId: "" }),
    hosting: hostingOf(undefined),
    log,
  });
  let ended = false;
  const stop = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    await runner.stop();
    await notifications.stop();
  };
  ending.unshift(stop);
  return { runner, stop };
}

/** Collects what fires; `of(n)` waits for the n-th. */
function collector() {
  const seen: string[] = [];
  let check: () => void = () => {};
  return {
    seen,
    add: (text: string) => {
      seen.push(text);
      check();
    },
    of: (count: number) =>
      new Promise<string[]>((resolve) => {
        check = () => seen.length >= count && resolve(seen);
        check();
      }),
  };
}

const set = (timer: Timer<never>, subject: string, dueAt: Date): Promise<void> =>
  orm.em.fork().transactional(async (em: EntityManager) => {
    setTimer(em, timer as Timer<Record<string, never>>, subject, dueAt);
  });
const ago = (ms: number): Date => new Date(now().getTime() - ms);
const rows = async (sql: string) => (await pool.query(sql)).rows;

describe("a timer", () => {
  it("fires when it is due, with what it was given, and is gone", async () => {
    const fired = collector();
    const timer = defineTimer<{ step: number }>({
      name: "t",
      fire: (_tools, { subject, data, dueAt }) =>
        fired.add(`${subject} ${data.step} ${dueAt.toISOString()}`),
    });
    await run([timer]);
    const dueAt = ago(-150);
    await orm.em.fork().transactional(async (em) => setTimer(em, timer, "a", dueAt, { step: 3 }));
    expect(await fired.of(1)).toEqual([`a 3 ${dueAt.toISOString()}`]);
    expect(now().getTime()).toBeGreaterThanOrEqual(dueAt.getTime());
  });

  it("is set and cleared with the caller's changes, or not at all", async () => {
    const timer = defineTimer({ name: "t", fire: () => {} });
    await set(timer, "kept", ago(-60_000));
    const em = orm.em.fork();
    em.persist(em.create(Note, { id: "n", text: "x".repeat(300) }));
    clearTimer(em, timer, "kept");
    setTimer(em, timer, "never", ago(-60_000));
    await expect(em.flush()).rejects.toThrow(/too long/);
    expect(await rows("select subject from timer")).toEqual([{ subject: "kept" }]);
    const again = orm.em.fork();
    again.persist(again.create(Note, { id: "n", text: "x" }));
    clearTimer(again, timer, "kept");
    setTimer(again, timer, "new", ago(-60_000));
    await again.flush();
    expect(await rows("select subject from timer")).toEqual([{ subject: "new" }]);
  });

  it("is replaced when it is set again for the same subject", async () => {
    const fired = collector();
    const timer = defineTimer({
      name: "t",
      fire: (_tools, { subject, dueAt }) => fired.add(`${subject} ${dueAt.getTime()}`),
    });
    const [later, sooner] = [ago(-60_000), ago(-100)];
    await run([timer]);
    await set(timer, "a", later);
    await set(timer, "a", sooner);
    expect(await fired.of(1)).toEqual([`a ${sooner.getTime()}`]);
    expect(await rows("select 1 from timer")).toEqual([]);
  });

  it("may set itself again while it fires", async () => {
    const fired = collector();
    const timer: Timer<{ left: number }> = defineTimer<{ left: number }>({
      name: "t",
      fire: ({ em }, { subject, data: { left } }) => {
        fired.add(String(left));
        if (left > 0) setTimer(em, timer, subject, now(), { left: left - 1 });
      },
    });
    await run([timer]);
    await orm.em.fork().transactional(async (em) => setTimer(em, timer, "a", now(), { left: 3 }));
    expect(await fired.of(4)).toEqual(["3", "2", "1", "0"]);
  });

  it("fires at the start what came due while nobody was there: a subject's in due order", async () => {
    const fired = collector();
    const timers = ["warn", "breach", "escalate"].map((name) =>
      defineTimer({
        name,
        fire: async ({ em }, { subject }) => {
          // The first of a subject takes longest: a later one that did not wait would come before it.
          await em.execute(`select pg_sleep(${name === "warn" ? 0.05 : 0})`);
          fired.add(`${subject} ${name}`);
        },
      }),
    );
    for (const subject of ["a", "b", "c", "d", "e", "f"])
      for (const [index, timer] of timers.entries())
        await set(timer, subject, ago(60_000 - index * 1_000));
    await Promise.all([run(timers), run(timers)]);
    const seen = await fired.of(18);
    for (const subject of ["a", "b", "c", "d", "e", "f"]) {
      expect(seen.filter((text) => text.startsWith(subject))).toEqual([
        `${subject} warn`,
        `${subject} breach`,
        `${subject} escalate`,
      ]);
    }
  });

  it("keeps nothing of an effect that failed, tries it again, and holds up nobody meanwhile", async () => {
    const fired = collector();
    let failures = 0;
    const timer = defineTimer({
      name: "t",
      fire: async ({ em }, { subject }) => {
        em.persist(em.create(Note, { id: subject, text: "effect" }));
        await em.flush();
        if (subject === "bad" && failures++ < 1) throw new Error("not yet");
        fired.add(subject);
      },
    });
    for (const [index, subject] of ["bad", "b", "c"].entries())
      await set(timer, subject, ago(1_000 - index));
    await run([timer]);
    const seen = await fired.of(3);
    expect(seen.at(-1)).toBe("bad");
    expect(seen.toSorted()).toEqual(["b", "bad", "c"]);
    expect(await rows("select id from note order by id")).toEqual(
      ["b", "bad", "c"].map((id) => ({ id })),
    );
  });

  it("is given up after failing too often, which readiness tells", async () => {
    const timer = defineTimer({
      name: "t",
      fire: () => {
        throw new Error("the reason");
      },
    });
    const subgraph = await startTestSubgraph({ ...notes, timers: [timer] });
    ending.unshift(subgraph.stop);
    const ready = async () => (await fetch(new URL("/ready", subgraph.url))).json();
    expect(await ready()).toEqual({ status: "ready" });
    await subgraph.orm.em.fork().transactional(async (em) => setTimer(em, timer, "a", now()));
    // Attempts are seconds apart; the table says when the next one is, so it is told that it is now.
    const timerOf = async () =>
      (
        await subgraph.orm.em
          .fork()
          .execute("select attempts, parked_at, error from timer where name = 't'")
      )[0];
    for (let attempts = 0; attempts < 8;) {
      await subgraph.orm.em
        .fork()
        .execute(
          "update timer set retry_at = clock_timestamp() where name = 't'; select pg_notify('timer', '')",
        );
      attempts = (await timerOf())?.["attempts"];
    }
    expect(await timerOf()).toMatchObject({ error: "the reason", parked_at: expect.anything() });
    expect(await ready()).toEqual({ status: "ready", parkedTimers: 1 });
    await subgraph.orm.em.fork().transactional(async (em) => clearTimer(em, timer, "a"));
    expect(await ready()).toEqual({ status: "ready" });
  });

  it("yields to a person who holds its subject and sets it", async () => {
    const fired = collector();
    await pool.query("insert into note values ('n', 'before')");
    const person = await pool.connect();
    const { pid } = (await person.query<{ pid: number }>("select pg_backend_pid() as pid"))
      .rows[0]!;
    const timer = defineTimer({
      name: "t",
      fire: async ({ em }) => {
        fired.add("tried");
        while (
          (await rows(`select 1 from pg_locks where pid = ${pid} and not granted`)).length < 1
        );
        await em.execute("update note set text = 'breached' where id = 'n'");
        fired.add("done");
      },
    });
    await set(timer, "n", ago(1_000));
    await person.query("begin");
    await person.query("update note set text = 'answered' where id = 'n'");
    await run([timer]);
    await fired.of(1);
    // The person waits for the timer first, then the effect for the note: left to itself, PostgreSQL ends the person.
    await person.query("insert into timer_order values ('o', 't', 'n', null, '{}')");
    await person.query("commit");
    person.release();
    expect(await rows("select text from note")).toEqual([{ text: "answered" }]);
    expect(await rows("select 1 from timer")).toEqual([]);
    expect(fired.seen).not.toContain("done");
  });

  it("leaves the timers of another release alone", async () => {
    const fired = collector();
    const known = defineTimer({ name: "known", fire: (_t, { subject }) => fired.add(subject) });
    const unknown = defineTimer({ name: "unknown", fire: () => fired.add("unknown") });
    await set(unknown, "a", ago(2_000));
    await set(known, "a", ago(1_000));
    await run([known]);
    expect(await fired.of(1)).toEqual(["a"]);
    expect(await rows("select name from timer")).toEqual([{ name: "unknown" }]);
  });
});

describe("a faster clock", () => {
  it("brings timers due as much sooner", async () => {
    const fired = collector();
    const timer = defineTimer({ name: "t", fire: ({ now: at }) => fired.add(at.toISOString()) });
    await run([timer]);
    setDomainClock({ start: new Date("2026-03-02T00:00:00Z"), speed: 3_600, since: new Date() });
    const began = Date.now();
    // Half an hour of the domain is half a second.
    await set(timer, "a", new Date("2026-03-02T00:30:00Z"));
    const [at] = await fired.of(1);
    expect(Date.now() - began).toBeLessThan(3_000);
    expect(at!.slice(0, 15)).toBe("2026-03-02T00:3");
  });

  it("is followed by timers that were set before it", async () => {
    const fired = collector();
    const timer = defineTimer({ name: "t", fire: () => fired.add("fired") });
    await run([timer]);
    await set(timer, "a", ago(-3_600_000));
    setDomainClock({ start: new Date(), speed: 36_000, since: new Date() });
    expect(await fired.of(1)).toEqual(["fired"]);
  });
});

describe("a clock that stands", () => {
  const noon = new Date("2026-03-02T12:00:00+08:00");
  const later = (ms: number): Date => new Date(noon.getTime() + ms);
  const stand = (at: Date): void => setDomainClock({ start: at, speed: 0, since: new Date() });

  it("fires what is due, and what that sets, before it is told to be settled; and nothing beyond", async () => {
    stand(noon);
    const fired: string[] = [];
    const chain = defineTimer<{ left: number }>({
      name: "chain",
      fire: ({ em, now: at }, { subject, data: { left } }) => {
        fired.push(`${subject} ${left}`);
        if (left > 0) setTimer(em, chain, subject, at, { left: left - 1 });
      },
    });
    const { runner } = await run([chain]);
    const em = orm.em.fork();
    setTimer(em, chain, "a", noon, { left: 2 });
    setTimer(em, chain, "b", later(1), { left: 0 });
    await em.flush();
    expect(await runner.settled()).toEqual(later(1));
    expect(fired).toEqual(["a 2", "a 1", "a 0"]);
    stand(later(1));
    expect(await runner.settled()).toBeNull();
    expect(fired.at(-1)).toBe("b 0");
    expect(now()).toEqual(later(1));
  });
});

describe("a clock that is moved on", () => {
  const noon = new Date("2026-03-02T12:00:00+08:00");
  const stand = (minutes: number): void =>
    setDomainClock({
      start: new Date(noon.getTime() + minutes * 60_000),
      speed: 0,
      since: new Date(),
    });

  it("reaches for a timer where one is due, and for nothing at its other stops", async () => {
    stand(0);
    const fired = collector();
    const timer = defineTimer({ name: "once", fire: (_tools, { subject }) => fired.add(subject) });
    const { runner } = await run([timer]);
    await set(timer, "in an hour", new Date(noon.getTime() + 3_600_000));
    await set(timer, "now", noon);
    await fired.of(1);
    await runner.settled();
    const reached: string[] = [];
    const stopHearing = hearStatements(orm, (sql) => {
      if (sql.includes("delete from timer")) reached.push(sql);
    });
    for (const minutes of [10, 20, 30, 60]) {
      stand(minutes);
      await runner.settled();
    }
    expect(fired.seen).toEqual(["now", "in an hour"]);
    stopHearing();
    expect(reached).toHaveLength(1);
  });
});

describe("a job", () => {
  it("runs once for each tick of the domain's clock, though three replicas have it", async () => {
    const ran = collector();
    const start = new Date("2026-03-01T12:00:00Z");
    setDomainClock({ start, speed: 0.001, since: new Date() });
    const job = defineJob({
      name: "nightly",
      cron: "0 0 * * *",
      run: async ({ em, dueAt }) => {
        await em.execute("select pg_sleep(0.02)");
        ran.add(dueAt.toISOString());
      },
    });
    await Promise.all([run([], [job]), run([], [job]), run([], [job])]);
    setDomainClock({ start, speed: 43_200, since: new Date() });
    // Midnight in Shanghai is 16:00 UTC.
    expect(await ran.of(3)).toEqual([
      "2026-03-01T16:00:00.000Z",
      "2026-03-02T16:00:00.000Z",
      "2026-03-03T16:00:00.000Z",
    ]);
  });

  it("runs once, for the last tick, after several passed while nobody was there", async () => {
    const ran = collector();
    const job = defineJob({
      name: "nightly",
      cron: "0 0 * * *",
      run: ({ dueAt }) => ran.add(dueAt.toISOString()),
    });
    setDomainClock({ start: new Date("2026-03-01T12:00:00Z"), speed: 0.001, since: new Date() });
    await (await run([], [job])).stop();
    setDomainClock({ start: new Date("2026-03-05T12:00:00Z"), speed: 0.001, since: new Date() });
    await run([], [job]);
    expect(await ran.of(1)).toEqual(["2026-03-04T16:00:00.000Z"]);
    expect((await rows("select due_at from timer"))[0].due_at).toEqual(
      new Date("2026-03-05T16:00:00Z"),
    );
  });
});

describe("several replicas", () => {
  it("fire each of 1,000 timers once, though one is killed in the middle", async () => {
    await pool.query("create table effect (subject text not null, pid int not null)");
    const start = async (): Promise<ChildProcess> => {
      const child = fork(
        fileURLToPath(new URL("timer-replica.script.mjs", import.meta.url)),
        [url],
        { stdio: ["ignore", "inherit", "inherit", "ipc"] },
      );
      ending.unshift(async () => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill("SIGKILL");
        await once(child, "exit");
      });
      await once(child, "message");
      return child;
    };
    const [victim] = await Promise.all([start(), start(), start()]);
    await pool.query(`insert into timer (name, subject, due_at)
      select 'mark', 's' || n, now() - n * interval '1 ms' from generate_series(1, 1000) n`);
    await pool.query("select pg_notify('timer', '')");
    const count = async (of: string): Promise<number> =>
      Number((await rows(`select count(${of}) from effect`))[0].count);
    while ((await count("*")) < 300);
    const exited = once(victim, "exit");
    victim.kill("SIGKILL");
    await exited;
    while ((await count("*")) < 1000);
    expect(await rows("select 1 from timer where name = 'mark'")).toEqual([]);
    expect(await count("*")).toBe(1000);
    expect(await count("distinct subject")).toBe(1000);
    // Unless all had a share, nothing was shown of several replicas.
    expect(await count("distinct pid")).toBe(3);
  });
});
