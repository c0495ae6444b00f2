import { describe, expect, test } from "vitest";
import { categories, createTown } from "../src/index.js";
import type { ComplaintState, TimelineKind } from "../src/index.js";

const stateOf: Partial<Record<TimelineKind, ComplaintState>> = {
  REPORTED: "RECEIVED",
  FILED: "FILED",
  DISPATCHED: "DISPATCHED",
  RESPONDED: "RESPONDED",
  STARTED: "IN_PROGRESS",
  RESOLVED: "RESOLVED",
  VERIFIED: "VERIFIED",
  CALLED_BACK: "CALLED_BACK",
  CLOSED: "CLOSED",
  MERGED: "MERGED",
  REJECTED: "REJECTED",
  OUT_OF_SCOPE: "OUT_OF_SCOPE",
  RETURNED: "RETURNED",
  SUSPENDED: "SUSPENDED",
  REOPENED: "REOPENED",
};

const ascending = (times: readonly (Date | undefined)[]) => {
  const known = times.filter((time) => time !== undefined).map(Number);
  return known.every((time, i) => i === 0 || known[i - 1]! <= time);
};

// A make-up Saturday, a holiday, an ordinary night and an afternoon.
describe.each([
  "2026-10-10T01:00:00Z",
  "2026-02-17T20:10:00Z",
  "2026-11-20T06:30:00Z",
  "2026-06-09T23:30:00Z",
])("a town that ends at %s", (end) => {
  const now = new Date(end);
  const town = createTown({ now });

  test("tells each complaint in order of time, none in the future", () => {
    for (const one of town.complaints) {
      expect(
        ascending([
          one.reportedAt,
          one.filedAt,
          one.dispatchedAt,
          one.respondedAt,
          one.resolvedAt,
          one.closedAt,
        ]),
        one.number,
      ).toBe(true);
      expect(ascending([...one.timeline.map((entry) => entry.at), now]), one.number).toBe(true);
    }
  });

  test("has each state follow from its timeline", () => {
    for (const one of town.complaints) {
      expect(stateOf[one.timeline.findLast((entry) => stateOf[entry.kind])!.kind], one.number).toBe(
        one.state,
      );
      expect(one.state === "CLOSED").toBe(one.closedAt !== undefined);
      expect(one.state === "MERGED").toBe(one.mergedInto !== undefined);
    }
  });

  test("spans eleven weeks", () => {
    const oldest = Math.min(...town.complaints.map((one) => Number(one.reportedAt)));
    expect((now.getTime() - oldest) / 86_400_000).toBeGreaterThan(70);
    expect((now.getTime() - oldest) / 86_400_000).toBeLessThan(78);
  });

  test("keeps work orders, tasks and help requests in order", () => {
    for (const one of town.workOrders) {
      expect(
        ascending([
          one.createdAt,
          one.assignedAt,
          one.acceptedAt,
          one.onSiteAt,
          one.submittedAt,
          one.approvedAt,
          one.closedAt,
          now,
        ]),
        one.number,
      ).toBe(true);
      expect(one.state === "CLOSED", one.number).toBe(one.closedAt !== undefined);
    }
    for (const one of town.cleaningTasks) {
      expect(
        ascending([one.createdAt, ...one.checkIns.map((checkIn) => checkIn.at), now]),
        one.number,
      ).toBe(true);
      expect(one.checkIns.length > 0, one.number).toBe(one.state !== "OPEN");
    }
    for (const one of town.helpRequests) {
      const offered = one.offers.map((offer) => offer.offeredAt);
      expect(ascending([one.createdAt, one.broadcastAt, ...offered, now]), one.number).toBe(true);
      expect(
        ascending([
          one.broadcastAt,
          one.onSiteAt,
          one.advisedAt,
          one.confirmedAt,
          one.closedAt,
          now,
        ]),
        one.number,
      ).toBe(true);
      expect(
        one.offers.filter((offer) => offer.state === "ACCEPTED").map((offer) => offer.id),
      ).toEqual(one.acceptedOfferId ? [one.acceptedOfferId] : []);
      if (one.state === "BROADCAST" || one.state === "OFFERED")
        expect(Number(one.deadlineAt)).toBeGreaterThan(Number(now));
    }
    for (const one of town.reviews) expect(Number(one.at)).toBeLessThanOrEqual(Number(now));
  });

  test("leaves clocks running: some late, some near", () => {
    const waiting = town.complaints
      .filter((one) => one.state === "DISPATCHED")
      .map((one) => (now.getTime() - Number(one.dispatchedAt)) / 3_600_000);
    expect(waiting.filter((hours) => hours > 4).length).toBeGreaterThanOrEqual(2);
    expect(waiting.filter((hours) => hours > 1.5 && hours < 2).length).toBeGreaterThanOrEqual(2);
    const working = town.complaints
      .filter((one) => one.state === "IN_PROGRESS")
      .map((one) => (now.getTime() - Number(one.dispatchedAt)) / 3_600_000);
    expect(working.filter((hours) => hours > 48).length).toBeGreaterThanOrEqual(1);
  });
});

const town = createTown({ now: new Date("2026-11-20T06:30:00Z") });

test("reproduces the published rates", () => {
  const outside: readonly ComplaintState[] = ["MERGED", "REJECTED", "OUT_OF_SCOPE"];
  const due = town.complaints.filter((one) => !outside.includes(one.state));
  expect([due.filter((one) => one.state === "CLOSED").length, due.length]).toEqual([461, 514]);
  const answered = town.complaints.filter((one) => one.callback?.answered);
  expect([answered.filter((one) => one.callback?.satisfied).length, answered.length]).toEqual([
    380, 446,
  ]);
  const solved = town.complaints.filter((one) => one.resolvedAt && one.dispatchedAt);
  const inTime = solved.filter(
    (one) => Number(one.resolvedAt) - Number(one.dispatchedAt) <= 48 * 3_600_000,
  );
  expect(inTime.length / solved.length).toBeCloseTo(0.9, 1);
});

test("speaks of every category in many words", () => {
  for (const category of categories)
    expect(
      town.complaints.filter((one) => one.category === category).length,
      category,
    ).toBeGreaterThan(3);
  expect(new Set(town.complaints.map((one) => one.description)).size).toBeGreaterThan(380);
  expect(
    town.complaints.filter((one) =>
      /[{}]|undefined/u.test(JSON.stringify([one.title, one.description, one.place])),
    ),
  ).toEqual([]);
});

test("keeps reporters out of titles, descriptions, timelines and summaries", () => {
  for (const one of town.complaints) {
    if (one.channel === "PATROL") continue;
    const told = JSON.stringify([one.title, one.description, one.publicPlace, one.timeline]);
    expect(
      [
        told.includes(one.reporter.name),
        told.includes(one.reporter.phone),
        /\d室/u.test(one.publicPlace),
      ],
      one.number,
    ).toEqual([false, false, false]);
  }
  const complaints = new Map(town.complaints.map((one) => [one.id, one]));
  for (const { summary, complaintId } of town.helpRequests) {
    const { reporter, place } = complaints.get(complaintId)!;
    expect(
      [reporter.name, reporter.phone, place].filter((secret) => summary.includes(secret)),
    ).toEqual([]);
    expect(summary).not.toMatch(/\d{3,}|\d+室|\d+号楼/u);
  }
});
