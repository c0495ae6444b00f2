import { newId, setDomainClock } from "@hutong/kit";
import { watch } from "@hutong/kit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { ServiceContract } from "../src/contract/contract.entity.js";
import { ContractState } from "../src/contract/contract.state.js";
import { type Fixture, ids, people, type PersonName, startOwners } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startOwners();
});
afterAll(() => fixture.stop());
afterEach(() => setDomainClock());

const fields = "id number state firm { id } proposedByName answeredByName declinedFor";
const propose = `mutation ($input: ProposeContractInput!) { it: proposeContract(input: $input) { ${fields} } }`;
const sign = `mutation ($id: ID!) { it: signContract(input: { contract: $id }) { ${fields} } }`;
const decline = `mutation ($id: ID!, $reason: String! = "人手不足") { it: declineContract(input: { contract: $id, reason: $reason }) { ${fields} } }`;
const read = `query ($id: ID!) { it: serviceContract(id: $id) { ${fields} } }`;

/** A community of its own for each test, as one contract replaces another in a community. */
const newcomer = () => {
  const community = newId("cty");
  return {
    community,
    committee: { ...people.committee, name: "柏主任", communities: [community] },
  };
};
type Newcomer = ReturnType<typeof newcomer>;
const terms = (community: string, rest: Record<string, unknown> = {}) => ({
  input: {
    community,
    firm: ids.otherFirm,
    startsOn: "2026-01-01",
    endsOn: "2098-12-31",
    feeFenPerSquareMetre: 165,
    clauses: [
      {
        number: "第十二条",
        title: "给排水与渗漏维修",
        text: "小修两日内办结。",
        categories: ["WATER_LEAK"],
        resolveWithinMinutes: 2880,
      },
    ],
    promisedHeadcount: [{ post: "CLEANER", count: 10 }],
    ...rest,
  },
});
async function proposed({ community, committee }: Newcomer, rest = {}): Promise<string> {
  const { data, errors } = await fixture.subgraph.ask(committee, propose, terms(community, rest));
  expect(errors).toBeUndefined();
  return data!["it"].id;
}
async function signed(one: Newcomer, rest = {}): Promise<string> {
  const id = await proposed(one, rest);
  const { errors } = await fixture.subgraph.ask(people.otherManager, sign, { id });
  expect(errors).toBeUndefined();
  return id;
}
const inForce = async (community: string) => {
  const { data } = await fixture.subgraph.ask(
    people.app,
    "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { serviceContract { id } serviceContracts { id state } } } }",
    { r: [{ __typename: "Community", id: community }] },
  );
  return data!["_entities"][0];
};
const setTime = (at: string) =>
  setDomainClock({ start: new Date(at), speed: 1, since: new Date() });
const stored = (id: string) => fixture.subgraph.orm.em.fork().findOneOrFail(ServiceContract, id);

describe("a new contract", () => {
  it("binds once the firm has signed what the owners' committee proposed", async () => {
    const one = newcomer();
    const id = await proposed(one);
    expect(await inForce(one.community)).toEqual({ serviceContract: null, serviceContracts: [] });
    const { data } = await fixture.subgraph.ask(people.otherManager, sign, { id });
    expect(data?.["it"]).toMatchObject({
      state: "ACTIVE",
      number: expect.stringMatching(/^WYHT-\d{4}-\d{3}$/),
      firm: { id: ids.otherFirm },
      proposedByName: "柏主任",
      answeredByName: people.otherManager.name,
    });
    expect(await inForce(one.community)).toMatchObject({ serviceContract: { id } });
    expect((await stored(id)).clauses).toMatchObject([
      { resolveWithinMinutes: 2880, respondWithinMinutes: null },
    ]);
  });

  it("takes the place of the one before on its first day, and ends when its last is over", async () => {
    const one = newcomer();
    const before = await signed(one);
    const id = await signed(one, { startsOn: "2999-03-01", endsOn: "2999-03-31" });
    expect(await inForce(one.community)).toMatchObject({ serviceContract: { id: before } });
    setTime("2999-02-28T23:59:00+08:00");
    await fixture.subgraph.settled();
    // The one before has run out long since, by itself.
    expect(await inForce(one.community)).toMatchObject({ serviceContract: null });
    setTime("2999-03-01T00:00:01+08:00");
    await fixture.subgraph.settled();
    expect(await inForce(one.community)).toMatchObject({ serviceContract: { id } });
    setTime("2999-04-01T00:00:01+08:00");
    await fixture.subgraph.settled();
    expect(await inForce(one.community)).toEqual({
      serviceContract: null,
      serviceContracts: [
        { id, state: "EXPIRED" },
        { id: before, state: "EXPIRED" },
      ],
    });
  });

  it("replaces the one in force at once where its first day has come", async () => {
    const one = newcomer();
    const before = await signed(one);
    const id = await signed(one, { startsOn: "2026-02-01" });
    expect(await inForce(one.community)).toMatchObject({
      serviceContract: { id },
      serviceContracts: [
        { id, state: "ACTIVE" },
        { id: before, state: "EXPIRED" },
      ],
    });
  });

  it("is not signed by a firm that says why, and binds nobody", async () => {
    const one = newcomer();
    const id = await proposed(one);
    const { data } = await fixture.subgraph.ask(people.otherManager, decline, { id });
    expect(data?.["it"]).toMatchObject({ state: "DECLINED", declinedFor: "人手不足" });
    expect(await fixture.code("otherManager", sign, { id })).toBe("ILLEGAL_TRANSITION");
    expect((await inForce(one.community)).serviceContract).toBeNull();
  });

  it("is answered once, however many answer at the same moment", async () => {
    const id = await proposed(newcomer());
    const codes = await Promise.all(
      [sign, decline, sign, decline].map((answer) => fixture.code("otherManager", answer, { id })),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === "ILLEGAL_TRANSITION")).toHaveLength(3);
  });

  it.each((Object.keys(people) as PersonName[]).filter((who) => who !== "committee"))(
    "is not %s's to write",
    async (who) => {
      expect(await fixture.code(who, propose, terms(ids.community))).toBe("FORBIDDEN");
    },
  );

  it.each((Object.keys(people) as PersonName[]).filter((who) => who !== "otherManager"))(
    "is not %s's to sign or decline",
    async (who) => {
      const id = await proposed(newcomer());
      for (const answer of [sign, decline])
        expect(await fixture.code(who, answer, { id })).toBe("FORBIDDEN");
      expect((await stored(id)).state).toBe(ContractState.PROPOSED);
    },
  );

  it("is between the two sides until it is signed, and public then", async () => {
    const one = newcomer();
    const id = await proposed(one);
    for (const [who, sees] of [
      [one.committee, true],
      [people.otherManager, true],
      [people.secretary, true],
      [people.manager, false],
      [people.owner, false],
      [people.app, false],
    ] as const) {
      const { errors } = await fixture.subgraph.ask(who, read, { id });
      expect(errors?.[0]?.extensions["code"]).toBe(sees ? undefined : "FORBIDDEN");
    }
    await fixture.subgraph.ask(people.otherManager, sign, { id });
    expect((await fixture.subgraph.ask(people.app, read, { id })).errors).toBeUndefined();
  });

  it.each([
    [{ endsOn: "2025-01-01" }, "endsOn"],
    [{ startsOn: "2024-01-01", endsOn: "2025-01-01" }, "endsOn"],
    [{ clauses: [] }, "clauses"],
    [
      {
        promisedHeadcount: [
          { post: "CLEANER", count: 1 },
          { post: "CLEANER", count: 2 },
        ],
      },
      "promisedHeadcount",
    ],
    [{ promisedHeadcount: [{ post: "CLEANER", count: 0 }] }, "promisedHeadcount"],
    [{ feeFenPerSquareMetre: -1 }, "feeFenPerSquareMetre"],
  ])("with %j is refused by the name of %s", async (rest, field) => {
    const one = newcomer();
    const { errors } = await fixture.subgraph.ask(
      one.committee,
      propose,
      terms(one.community, rest),
    );
    expect(errors?.[0]?.extensions["code"]).toBe("INVALID_INPUT");
    expect(JSON.stringify(errors?.[0]?.extensions["fields"])).toContain(field);
  });

  it("is followed from the proposal to its beginning by both sides, and by others from the signature", async () => {
    const document = (kinds = "") =>
      `subscription { contractChanged${kinds} { kind contract { id startsOn community { id } firm { id } } } }`;
    const firm = await watch(fixture.subgraph, people.otherManager, document());
    const town = await watch(fixture.subgraph, people.gridWorker, document());
    const begins = await watch(fixture.subgraph, people.service, document("(kinds: [BEGAN])"));
    const one = newcomer();
    const id = await signed(one);
    const kinds = async (stream: typeof firm, count: number) => {
      const seen = [];
      while (seen.length < count) seen.push((await stream.next()).kind);
      return seen;
    };
    expect(await kinds(firm, 3)).toEqual(["PROPOSED", "SIGNED", "BEGAN"]);
    expect(await kinds(town, 2)).toEqual(["SIGNED", "BEGAN"]);
    expect((await begins.next()).contract).toEqual({
      id,
      startsOn: "2026-01-01",
      community: { id: one.community },
      firm: { id: ids.otherFirm },
    });
    for (const stream of [firm, town, begins]) await stream.close();
  });
});
