import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { type Fixture, ids, people, type PersonName, startOwners } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startOwners();
});
afterAll(() => fixture.stop());

const read = `query ($id: ID!) { serviceContract(id: $id) {
  number startsOn endsOn state feeFenPerSquareMetre community { id } firm { id } promisedHeadcount { post count }
  clauses { number categories respondWithinMinutes onSiteWithinMinutes } } }`;
const everybody = Object.keys(people) as PersonName[];

const entities = `query ($r: [_Any!]!) { _entities(representations: $r) {
  ... on ServiceContract { number }
  ... on Community { serviceContract { id } }
  ... on Complaint { contract { id } contractClauses { number } } } }`;

describe("a contract", () => {
  it.each(everybody)("is public: shown to %s", async (who) => {
    const { data, errors } = await fixture.subgraph.ask(people[who], read, { id: ids.contract });
    expect(errors).toBeUndefined();
    expect(data?.["serviceContract"]).toMatchObject({
      startsOn: "2023-01-01",
      endsOn: "2099-12-31",
      state: "ACTIVE",
      feeFenPerSquareMetre: 180,
      community: { id: ids.community },
      firm: { id: ids.firm },
      promisedHeadcount: [{ post: "CLEANER", count: 10 }],
    });
    expect(data?.["serviceContract"].clauses[0]).toEqual({
      number: "第十二条",
      categories: ["WATER_LEAK", "SEWAGE"],
      respondWithinMinutes: 30,
      onSiteWithinMinutes: null,
    });
  });

  it("is refused to a token that may read nothing", async () => {
    for (const [query, variables] of [
      [read, { id: ids.contract }],
      [entities, { r: [{ __typename: "Community", id: ids.community }] }],
    ] as const) {
      const { errors } = await fixture.subgraph.ask(
        { ...people.app, scope: "case:write" },
        query,
        variables,
      );
      expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    }
  });

  it.each([
    [ids.unknownContract, "NOT_FOUND"],
    [ids.community, "INVALID_ID"],
    ["'; drop table service_contract; --", "INVALID_ID"],
  ])("refuses the id %s", async (id, code) => {
    expect(await fixture.code("owner", read, { id })).toBe(code);
  });

  it("is looked up once for all references of a request", async () => {
    const find = vi.spyOn(fixture.subgraph.orm.em.getDriver(), "find");
    const { data, errors } = await fixture.subgraph.ask(people.app, entities, {
      r: [
        ...[ids.community, ids.otherCommunity, ids.bareCommunity].map((id) => ({
          __typename: "Community",
          id,
        })),
        ...["SEWAGE", "LIFT", "DOGS"].map((category, i) => ({
          __typename: "Complaint",
          id: `cmp_${i}`,
          category,
          community: { id: ids.community },
        })),
        {
          __typename: "Complaint",
          id: "cmp_x",
          category: "LIFT",
          community: { id: ids.bareCommunity },
        },
      ],
    });
    expect(find).toHaveBeenCalledTimes(1);
    find.mockRestore();
    expect(errors).toBeUndefined();
    const contract = { id: ids.contract };
    expect(data?.["_entities"]).toEqual([
      { serviceContract: contract },
      { serviceContract: { id: ids.otherContract } },
      { serviceContract: null },
      { contract, contractClauses: [{ number: "第十二条" }, { number: "第十四条" }] },
      { contract, contractClauses: [{ number: "第十三条" }] },
      { contract, contractClauses: [] },
      { contract: null, contractClauses: [] },
    ]);
  });

  it("is resolved by reference, null where there is none", async () => {
    const { data } = await fixture.subgraph.ask(people.app, entities, {
      r: [ids.oldContract, ids.unknownContract, ids.contract].map((id) => ({
        __typename: "ServiceContract",
        id,
      })),
    });
    expect(data?.["_entities"]).toEqual([{ number: "WYHT-06" }, null, { number: "WYHT-05" }]);
  });

  it("cannot be in force twice in a community", async () => {
    const em = fixture.subgraph.orm.em.fork();
    await expect(
      em.execute("update service_contract set state = 'ACTIVE' where id = ?", [ids.oldContract]),
    ).rejects.toThrow(/in_force/);
  });
});
