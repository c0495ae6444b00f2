import { describe, expect, test } from "vitest";
import { createTown, personas } from "../src/index.js";
import type { Town } from "../src/index.js";

const now = new Date("2026-11-20T06:30:00Z");
const town = createTown({ now });

/** All ids in order, wherever they stand. */
function idsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsOf);
  if (value instanceof Date || typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    typeof one === "string" && /id$/iu.test(key) ? [one] : idsOf(one),
  );
}

const sorted = (one: Town) => idsOf(one).toSorted();

describe("determinism", () => {
  test("gives a deep-equal town for the same seed and now", () => {
    expect(createTown({ now })).toEqual(town);
  });

  test.each([
    "2026-02-17T20:10:00Z",
    "2026-10-10T01:00:00Z",
    "2027-01-02T15:59:00Z",
    "2026-05-05T18:00:00Z",
  ])("keeps ids, names and states when it ends at %s", (other) => {
    const later = createTown({ now: new Date(other) });
    expect(sorted(later)).toEqual(sorted(town));
    const shape = (one: Town) => [
      one.people,
      one.complaints.map(({ id, number, title, state, place }) => [
        id,
        number,
        title,
        state,
        place,
      ]),
      one.workOrders.map(({ id, number, state }) => [id, number, state]),
      one.cleaningTasks.map(({ id, number, state }) => [id, number, state]),
      one.helpRequests.map(({ id, number, state }) => [id, number, state]),
    ];
    expect(shape(later)).toEqual(shape(town));
  });

  test("gives another town for another seed", () => {
    expect(createTown({ now, seed: 7 }).firms[0]?.id).not.toBe(town.firms[0]?.id);
  });
});

test("has the town's size", () => {
  const count = (list: readonly unknown[]) => list.length;
  expect(
    [
      town.grids,
      town.communities,
      town.firms,
      town.experts,
      town.complaints,
      town.contractors,
      town.helpRequests,
    ].map(count),
  ).toEqual([10, 40, 29, 200, 600, 6, 25]);
  expect(town.cleaningTasks.filter((task) => task.complaintId).length).toBeGreaterThanOrEqual(70);
  expect(town.communities.filter((one) => one.firmId === null)).toMatchObject([
    { households: 971, builtYear: 2010 },
  ]);
});

describe("references", () => {
  const checkIns = town.cleaningTasks.flatMap((one) => one.checkIns);
  const all = new Set(
    [
      [
        town.consortium,
        ...town.committees,
        ...town.grids,
        ...town.communities,
        ...town.ownersCommittees,
        ...town.firms,
        ...town.experts,
      ],
      [
        ...town.contracts,
        ...town.projects,
        ...town.staff,
        ...town.contractors,
        ...town.crews,
        ...town.cleaners,
        ...town.people,
      ],
      [
        ...town.complaints,
        ...town.workOrders,
        ...town.cleaningTasks,
        ...town.helpRequests,
        ...town.reviews,
      ],
      [...town.agreements, ...town.fees, ...town.volunteers, ...town.patrols, ...town.ratings],
      [
        ...town.helpRequests.flatMap((one) => one.offers),
        ...checkIns,
        ...town.complaints.flatMap((one) => one.timeline),
      ],
      [...town.complaints, ...town.workOrders, ...checkIns].flatMap((one) => one.photos),
    ].flatMap((list) => list.map((one) => one.id)),
  );

  test("point to something that exists", () => {
    const { cases, personas: _, ...world } = town;
    const references = idsOf([world, cases]);
    expect(references.filter((id) => !all.has(id))).toEqual([]);
  });

  test("within arrays, too", () => {
    const lists = [
      ...town.contractors.flatMap((one) => one.firmIds),
      ...town.crews.flatMap((one) => one.communityIds),
      ...town.complaints.flatMap((one) => one.mergedInto ?? []),
    ];
    expect(lists.filter((id) => !all.has(id))).toEqual([]);
  });

  test("of personas exist, and of the default town's are exported", () => {
    for (const { claims } of town.personas.filter((one) => one.id !== "app")) {
      expect(
        [claims.sub, claims.org, ...claims.orgs, ...claims.grids, ...claims.communities].filter(
          (id) => !all.has(id),
        ),
      ).toEqual([]);
    }
    expect(personas).toEqual(town.personas);
  });

  test("are prefixed ULIDs and unique", () => {
    const own = [...all];
    expect(
      own.filter((id) => !/^[a-z]+(_[fc]\d\d)?_[0-7][0-9A-HJKMNP-TV-Z]{25}$/u.test(id)),
    ).toEqual([]);
    expect(all.size).toBeGreaterThan(5_000);
    for (const list of [town.complaints, town.workOrders, town.cleaningTasks])
      expect(new Set(list.map((one) => one.number)).size).toBe(list.length);
  });

  test("owned by an operator carry it", () => {
    const operator = new Map(
      [...town.firms, ...town.contractors].map((one) => [one.id, one.operator]),
    );
    for (const one of [...town.projects, ...town.staff, ...town.workOrders])
      expect(one.id.split("_")[1]).toBe(operator.get(one.firmId));
    for (const one of [...town.crews, ...town.cleaners, ...town.cleaningTasks])
      expect(one.id.split("_")[1]).toBe(operator.get(one.contractorId));
  });

  test("join a complaint, its order and its task in one community", () => {
    const complaints = new Map(town.complaints.map((one) => [one.id, one]));
    const projects = new Map(town.projects.map((one) => [one.id, one]));
    for (const order of town.workOrders) {
      const complaint = complaints.get(order.complaintId)!;
      expect([order.firmId, projects.get(order.projectId)!.communityId]).toEqual([
        complaint.responsibleFirmId,
        complaint.communityId,
      ]);
    }
    for (const task of town.cleaningTasks)
      if (task.complaintId)
        expect(task.communityId).toBe(complaints.get(task.complaintId)!.communityId);
  });
});

describe("the owners' side", () => {
  const keen = town.communities.find(({ code }) => code === "ZTL")!;

  test("has a firm that refused the platform with a letter, and firms that signed", () => {
    expect(town.agreements.filter(({ state }) => state === "REFUSED")).toMatchObject([
      { letter: expect.stringContaining("恕不接入") },
    ]);
    expect(town.agreements.filter(({ state }) => state === "ACCEPTED").length).toBeGreaterThan(5);
  });

  test("has over a hundred volunteers in one community", () => {
    const there = town.volunteers.filter(({ communityId }) => communityId === keen.id);
    expect(new Set(there.map(({ personId }) => personId)).size).toBeGreaterThan(100);
  });

  test("pays registered staff, and now and then somebody nobody has registered", () => {
    const wages = town.fees.filter(({ kind }) => kind === "STAFF");
    const registered = new Set(town.staff.map(({ id }) => id));
    expect(wages.every(({ workerId }) => !workerId || registered.has(workerId))).toBe(true);
    expect(wages.some(({ workerId }) => !workerId)).toBe(true);
  });
});
