import type { MikroORM } from "@mikro-orm/postgresql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  calendarDay,
  ClockKind,
  isShanghaiWorkday,
  overrideCalendarDay,
  readClock,
  resumeDueAt,
  warningAt,
} from "../src/index.js";
import { loadCalendar } from "../src/clocks/working-calendar.js";
import { createTestDatabase } from "../src/testing/test-database.js";
import { startTestSubgraph, type TestSubgraph } from "../src/testing/test-subgraph.js";
import { notes } from "./note.fixture.js";

let subgraph: TestSubgraph;
let orm: MikroORM;
let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await createTestDatabase();
  subgraph = await startTestSubgraph(notes, { databaseUrl });
  orm = subgraph.orm;
});
afterAll(() => subgraph.stop());

const noon = (day: string): Date => new Date(`${day}T12:00:00+08:00`);

describe("the working calendar", () => {
  it.each([
    ["2026-01-04", true, "元旦", "a Sunday that is worked for a holiday"],
    ["2026-10-10", true, "国庆节", "a Saturday that is worked for a holiday"],
    ["2026-02-17", false, "春节", "a Tuesday that is a holiday"],
    ["2026-11-23", true, null, "an ordinary Monday"],
    ["2026-11-22", false, null, "an ordinary Sunday"],
  ])("knows %s from the notice: workday %s, %s (%s)", (day, isWorkday, name, _which) => {
    expect(calendarDay(orm.em, noon(day))).toEqual({ day, isWorkday, name, isEstimated: false });
  });

  it.each([
    ["2027-01-01", false, "元旦"],
    ["2027-02-05", false, "春节"],
    ["2027-02-06", false, "春节"],
    ["2027-04-05", false, "清明"],
    ["2027-06-09", false, "端午"],
    ["2027-09-15", false, "中秋"],
    ["2027-10-04", true, null],
  ])("estimates %s by the statutory holidays, and says so", (day, isWorkday, name) => {
    expect(calendarDay(orm.em, noon(day))).toEqual({ day, isWorkday, name, isEstimated: true });
  });

  it("goes by the date in Shanghai", () => {
    // Sunday 23:59 and Monday 00:00 there.
    expect(isShanghaiWorkday(orm.em, new Date("2026-11-22T15:59:59Z"))).toBe(false);
    expect(isShanghaiWorkday(orm.em, new Date("2026-11-22T16:00:00Z"))).toBe(true);
  });

  it("lets an override win, in every replica, and keeps it when the library's days are written anew", async () => {
    const day = "2027-10-08";
    const replica = await startTestSubgraph(notes, { databaseUrl });
    try {
      expect(isShanghaiWorkday(replica.orm.em, noon(day))).toBe(true);
      await overrideCalendarDay(orm.em.fork(), { day, isWorkday: false, name: "国庆节" });
      for (const { em } of [orm, replica.orm]) {
        await expect
          .poll(() => calendarDay(em, noon(day)), { interval: 5 })
          .toEqual({ day, isWorkday: false, name: "国庆节", isEstimated: false });
      }
      // As a release does whose library knows another notice.
      await orm.em.fork().execute("delete from seed where name like 'calendar/%'");
      const later = await startTestSubgraph(notes, { databaseUrl });
      expect(isShanghaiWorkday(later.orm.em, noon(day))).toBe(false);
      await later.stop();
      await loadCalendar(orm.em);
    } finally {
      await replica.stop();
    }
  });
});

describe("a clock that stood still", () => {
  const at = (hours: number): Date => new Date(Date.UTC(2026, 2, 2, hours));
  const hour = 3_600_000;

  it("is due later by as long as it did", () => {
    expect(resumeDueAt(at(48), at(10), at(40))).toEqual(at(78));
    expect(resumeDueAt(at(8), at(10), at(40))).toEqual(at(8));
  });

  it("warns when a quarter of the promise is left, not of the time that passed", () => {
    const span = { kind: ClockKind.PUBLIC_RESOLVE, startedAt: at(0), stoppedAt: null };
    expect(warningAt({ startedAt: at(0), dueAt: at(48) })).toEqual(at(36));
    const resumed = { ...span, dueAt: at(78), pausedMs: 30 * hour };
    expect(warningAt(resumed)).toEqual(at(66));
    expect(readClock(resumed, at(66)).state).toBe("RUNNING");
    expect(readClock(resumed, new Date(at(66).getTime() + 1)).state).toBe("WARNING");
    expect(readClock({ ...resumed, paused: true }, at(70)).state).toBe("PAUSED");
    expect(readClock(resumed, at(79)).state).toBe("BREACHED");
  });
});
