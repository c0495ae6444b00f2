import { presentCursor, watch } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { codeOf, type Fixture, ids, people, type PersonName, startCleaning } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startCleaning();
});
afterAll(() => fixture.subgraph.stop());

const appoint = (who: PersonName, crew: string, cleaner: string) =>
  fixture.subgraph.ask(
    people[who],
    "mutation ($input: AppointCrewLeaderInput!) { crew: appointCrewLeader(input: $input) { leader { id } } }",
    { input: { crew, cleaner } },
  );
const retire = (who: PersonName, cleaner: string) =>
  fixture.subgraph.ask(
    people[who],
    "mutation ($input: RetireCleanerInput!) { retireCleaner(input: $input) { retiredOn } }",
    { input: { cleaner, reason: "RESIGNED" } },
  );

describe("a crew's leader", () => {
  it.each([
    ["cleaner", ids.crew, ids.cleaner, "FORBIDDEN"],
    ["otherLeader", ids.crew, ids.cleaner, "FORBIDDEN"],
    ["secretary", ids.crew, ids.cleaner, "FORBIDDEN"],
    ["leader", ids.crew, ids.siblingLeader, "INVALID_INPUT"],
    ["leader", ids.crew, ids.leader, "INVALID_INPUT"],
    ["leader", ids.crew, `cln_c02_${"0".repeat(26)}`, "INVALID_INPUT"],
  ] as const)("is not appointed by %s: %s %s %s", async (who, crew, cleaner, code) => {
    expect(codeOf(await appoint(who, crew, cleaner))).toBe(code);
  });

  it("retires once another leads, who then keeps the crew's register", async () => {
    expect((await retire("leader", ids.leader)).errors?.[0]?.message).toMatch(/appointCrewLeader/);
    const leaders = await watch(
      fixture.subgraph,
      people.secretary,
      "subscription ($c: ID!, $after: String) { cleanerChanged(contractor: $c, after: $after) { kind cleaner { id } } }",
      { c: ids.contractor, after: await presentCursor(fixture.subgraph) },
    );
    const { data, errors } = await appoint("leader", ids.crew, ids.mate);
    expect(errors).toBeUndefined();
    expect(data?.["crew"]).toEqual({ leader: { id: ids.mate } });
    expect(await leaders.next()).toEqual({ kind: "LEADS", cleaner: { id: ids.mate } });
    await leaders.close();
    expect(codeOf(await retire("leader", ids.leader))).toBe("FORBIDDEN");
    const { sub } = people.mate;
    const left = await fixture.subgraph.ask(
      { ...people.leader, sub },
      "mutation ($input: RetireCleanerInput!) { retireCleaner(input: $input) { retiredOn } }",
      { input: { cleaner: ids.leader, reason: "AGE" } },
    );
    expect(left.errors).toBeUndefined();
    expect(codeOf(await appoint("siblingLeader", ids.crew, ids.leader))).toBe("CLEANER_RETIRED");
  });

  it("who is gone from one day to the next is replaced by another leader of the contractor", async () => {
    const { data, errors } = await appoint("siblingLeader", ids.crew, ids.cleaner);
    expect(errors).toBeUndefined();
    expect(data?.["crew"]).toEqual({ leader: { id: ids.cleaner } });
  });
});
