import { expect, test } from "vitest";
import { createTown } from "../src/index.js";
import type { CaseName, PersonaId } from "../src/index.js";

const town = createTown({ now: new Date("2026-11-20T06:30:00Z") });
const complaintOf = (name: CaseName) =>
  town.complaints.find((one) => one.id === town.cases[name].complaintId)!;
const persona = (id: PersonaId) => town.personas.find((one) => one.id === id)!;
const about = (complaintId: string) => ({
  orders: town.workOrders.filter((one) => one.complaintId === complaintId),
  tasks: town.cleaningTasks.filter((one) => one.complaintId === complaintId),
  help: town.helpRequests.filter((one) => one.complaintId === complaintId),
  reviews: town.reviews.filter((one) => one.complaintId === complaintId),
});

test("reaches each case by its number", () => {
  expect(Object.values(town.cases).map((one) => one.number)).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map((n) => `TS-2026-050${n}`),
  );
  for (const name of Object.keys(town.cases) as CaseName[])
    expect(complaintOf(name).number).toBe(town.cases[name].number);
});

test("stops the leaking pipe just before the firm asks all others", () => {
  const complaint = complaintOf("liftPipe");
  const { orders, tasks, help } = about(complaint.id);
  const manager = persona("firm-manager").claims;
  expect(complaint.state).toBe("IN_PROGRESS");
  expect(orders).toMatchObject([{ state: "NEEDS_EXPERT" }]);
  expect(tasks.map((task) => task.state)).toContain("DONE");
  expect(help).toEqual([]);
  expect(complaint.responsibleFirmId).toBe(manager.org);
  expect(
    town.firms.filter((firm) => firm.managerPersonId === manager.sub).map((firm) => firm.id),
  ).toEqual(manager.orgs);
  expect(persona("grid-worker").claims.communities).toContain(complaint.communityId);
  expect(persona("other-grid-worker").claims.communities).not.toContain(complaint.communityId);
  expect(persona("owner").claims.sub).not.toBe(complaint.reporter.personId);
  const contract = town.contracts.find(
    (one) => one.communityId === complaint.communityId && one.state === "ACTIVE",
  )!;
  expect(contract.clauses.find((clause) => clause.categories.includes("WATER_LEAK"))).toMatchObject(
    { number: "第十二条" },
  );
});

test("has the expert persona meet the leaking pipe before", () => {
  const expert = town.experts.find((one) => one.personId === persona("expert").claims.sub)!;
  const before = town.helpRequests.find(
    (one) => one.state === "CLOSED" && one.summary.includes("加装电梯"),
  )!;
  expect(before.offers.find((one) => one.id === before.acceptedOfferId)).toMatchObject({
    expertId: expert.id,
  });
  expect(expert.firmId).toBe(persona("expert").claims.org);
});

test("leaves two open offers to choose from", () => {
  const open = town.complaints.find((one) => one.number === "TS-2026-0508")!;
  expect(about(open.id).help).toMatchObject([
    { state: "OFFERED", offers: [{ state: "OPEN" }, { state: "OPEN" }] },
  ]);
  expect(persona("firm-manager").claims.orgs).toContain(open.responsibleFirmId);
});

test("closes the barrier, the two calls and the lamp, each rated", () => {
  for (const name of ["garageBarrier", "twoCalls", "ceilingLamp"] as const) {
    const complaint = complaintOf(name);
    const { orders, reviews } = about(complaint.id);
    expect([complaint.state, orders[0]?.state, reviews[0]?.satisfied]).toEqual([
      "CLOSED",
      "CLOSED",
      true,
    ]);
  }
});

test("leaves 971 households without a firm, and the refusal with the grid leader", () => {
  expect(complaintOf("noFirm")).toMatchObject({ state: "OUT_OF_SCOPE", responsibleFirmId: null });
  expect(complaintOf("refusalLetter").state).toBe("OUT_OF_SCOPE");
  expect(persona("other-firm-manager").claims.org).toBe(
    complaintOf("refusalLetter").responsibleFirmId,
  );
});

test("promises ten cleaners where seven are registered, two of whom cannot use the app", () => {
  const complaint = complaintOf("sevenOfTen");
  const contract = town.contracts.find(
    (one) => one.communityId === complaint.communityId && one.state === "ACTIVE",
  )!;
  const crew = town.crews.find((one) => one.communityIds.includes(complaint.communityId))!;
  expect(contract.promisedHeadcount.find((one) => one.post === "CLEANER")!.count).toBe(10);
  expect(town.cleaners.filter((one) => one.crewId === crew.id)).toHaveLength(7);
  expect(
    about(complaint.id).tasks.flatMap((task) => task.checkIns.map((one) => one.method)),
  ).toEqual(["SMS", "PROXY"]);
});

test("gives the owner persona cases and the cleaner persona an open task", () => {
  const owner = persona("owner").claims.sub;
  expect(town.complaints.filter((one) => one.reporter.personId === owner).length).toBeGreaterThan(
    1,
  );
  const cleaner = town.cleaners.find((one) => one.personId === persona("cleaner").claims.sub)!;
  expect(
    town.cleaningTasks.some((one) => one.cleanerId === cleaner.id && one.state === "OPEN"),
  ).toBe(true);
});
