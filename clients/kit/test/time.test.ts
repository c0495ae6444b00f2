import { describe, expect, it } from "vitest";

import { type ClockFacts, elapsedShare, readClock } from "../src/time/clock.js";
import { formatFen, formatMinutes, formatRelative, formatSpan } from "../src/time/format.js";

const minute = 60_000;
const hour = 60 * minute;
const start = Date.parse("2026-03-02T01:00:00Z");
const iso = (ms: number): string => new Date(ms).toISOString();

describe("a clock between two answers of the hub", () => {
  const clock: ClockFacts = {
    kind: "PUBLIC_RESPOND",
    startedAt: iso(start),
    dueAt: iso(start + 2 * hour),
    stoppedAt: null,
    state: "RUNNING",
  };

  it.each([
    [0, "RUNNING"],
    [90 * minute, "RUNNING"],
    [91 * minute, "WARNING"],
    [2 * hour, "WARNING"],
    [2 * hour + 1, "BREACHED"],
  ])("after %i ms is %s", (passed, state) => {
    expect(readClock(clock, start + passed)).toBe(state);
  });

  it("stands still when it was stopped or is paused", () => {
    const late = start + 9 * hour;
    expect(readClock({ ...clock, stoppedAt: iso(start + hour), state: "MET" }, late)).toBe("MET");
    expect(readClock({ ...clock, state: "PAUSED" }, late)).toBe("PAUSED");
  });

  it("knows how much of its time is gone", () => {
    expect(elapsedShare(clock, start + hour)).toBe(0.5);
    expect(elapsedShare(clock, start + 9 * hour)).toBe(1);
    expect(elapsedShare({ ...clock, stoppedAt: iso(start + 30 * minute) }, start + hour)).toBe(
      0.25,
    );
  });
});

describe("texts", () => {
  it("write spans as hours and minutes, with days from a day on", () => {
    expect(formatSpan(80 * minute, "zh")).toBe("01:20");
    expect(formatSpan(15 * minute + 7_000, "zh")).toBe("00:15");
    expect(formatSpan(15 * minute + 7_000, "zh", true)).toBe("00:15:07");
    expect(formatSpan(27 * hour, "zh")).toBe("1天 03:00");
  });

  it("write promises in their largest whole unit", () => {
    expect([30, 120, 90, 2880].map((minutes) => formatMinutes(minutes, "zh"))).toEqual([
      "30分钟",
      "2小时",
      "90分钟",
      "2天",
    ]);
  });

  it("are relative under a day and absolute in Shanghai's time from then on", () => {
    expect(formatRelative(iso(start - 5 * minute), start, "zh")).toBe("5分钟前");
    expect(formatRelative(iso(start + 2 * hour), start, "zh")).toBe("2小时后");
    expect(formatRelative(iso(start - 48 * hour), start, "zh")).toBe("2月28日 09:00");
  });

  it("write fen as yuan", () => expect(formatFen(123_450)).toBe("¥1,234.50"));
});
