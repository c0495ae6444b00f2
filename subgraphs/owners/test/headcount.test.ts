import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Fixture, ids, people, startOwners } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startOwners();
});
afterAll(() => fixture.stop());

const staffing = (post: string, registered: number, present: number) => ({
  __typename: "Staffing",
  post,
  registered,
  present,
});
const headcount = async (known: Record<string, unknown>) => {
  const { data, errors } = await fixture.subgraph.ask(
    people.owner,
    "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { headcount { post contracted registered present seen } } } }",
    { r: [{ __typename: "Community", id: ids.community, ...known }] },
  );
  expect(errors).toBeUndefined();
  return data?.["_entities"][0].headcount;
};
const record = "mutation ($input: RecordHeadcountInput!) { recordHeadcount(input: $input) { id } }";
const seen = (count: number) => ({
  input: { community: ids.community, seen: [{ post: "CLEANER", count }] },
});

describe("headcount", () => {
  it("sets promised, registered, present and seen people side by side", async () => {
    await fixture.subgraph.ask(people.committee, record, seen(9));
    await fixture.subgraph.ask(people.committee, record, seen(7));
    expect(
      await headcount({
        projects: [
          { staffing: [staffing("REPAIRER", 2, 1), staffing("SECURITY", 3, 3)] },
          { staffing: [staffing("REPAIRER", 1, 0)] },
        ],
        cleaningStaffing: { registered: 8, present: 6 },
      }),
    ).toEqual([
      { post: "REPAIRER", contracted: 0, registered: 3, present: 1, seen: null },
      { post: "SECURITY", contracted: 0, registered: 3, present: 3, seen: null },
      { post: "CLEANER", contracted: 10, registered: 8, present: 6, seen: 7 },
    ]);
  });

  it("says that it does not know where a party is away, instead of nobody", async () => {
    expect(await headcount({ projects: null, cleaningStaffing: null })).toMatchObject([
      { post: "CLEANER", contracted: 10, registered: null, present: null },
    ]);
    expect(
      await headcount({
        projects: [{ staffing: null }, { staffing: [staffing("REPAIRER", 2, 1)] }],
        cleaningStaffing: { registered: 0, present: 0 },
      }),
    ).toMatchObject([{ post: "CLEANER", registered: 0, present: 0 }]);
  });

  it.each(["owner", "otherCommittee", "manager", "gridWorker", "app"] as const)(
    "is not for %s to count",
    async (who) => {
      expect(await fixture.code(who, record, seen(1))).toBe("FORBIDDEN");
    },
  );

  it("refuses fewer than nobody, and nothing at all", async () => {
    expect(await fixture.code("committee", record, seen(-1))).toBe("INVALID_INPUT");
    const nothing = { input: { community: ids.community, seen: [] } };
    expect(await fixture.code("committee", record, nothing)).toBe("INVALID_INPUT");
  });
});
