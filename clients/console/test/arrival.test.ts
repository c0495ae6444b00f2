import { expect, it } from "vitest";

import { cellOf } from "../src/cases/cells.js";
import { atShanghaiHour, fromLocalInput, toLocalInput } from "../src/help/arrival.js";

it("reads and writes arrival times in Shanghai's time, wherever the machine stands", () => {
  const date = new Date("2026-03-01T06:05:00Z");
  expect(toLocalInput(date)).toBe("2026-03-01T14:05");
  expect(fromLocalInput("2026-03-01T14:05")).toEqual(date);
  expect(fromLocalInput("")).toBeUndefined();
});

it("takes the day from Shanghai: half past four in the afternoon UTC is tomorrow there", () => {
  const now = Date.parse("2026-03-01T16:30:00Z");
  expect(atShanghaiHour(now, 0, 18).toISOString()).toBe("2026-03-02T10:00:00.000Z");
  expect(atShanghaiHour(now, 1, 9).toISOString()).toBe("2026-03-03T01:00:00.000Z");
});

it("gives each community the quarter that is nearest to it", () => {
  const cell = cellOf({ x: 0, y: 0 }, [{ x: 100, y: 0 }], 0);
  expect(Math.max(...cell.map(({ x }) => x))).toBe(50);
});
