import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { HelpRequest } from "../src/help-request/help-request.entity.js";
import { HelpRequestState } from "../src/help-request/help-request.state.js";
import {
  expertId,
  firmId,
  type Fixture,
  ids,
  people,
  type PersonName,
  startConsortium,
} from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startConsortium();
});
afterAll(() => fixture.stop());

const { BROADCAST, CLOSED, DRAFT, OFFERED } = HelpRequestState;
const read = "query ($id: ID!) { helpRequest(id: $id) { id complaint { id } community { id } } }";
const entities =
  "query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on HelpRequest { number } ... on HelpOffer { costFen } ... on Expert { name } ... on PropertyFirm { shortName } ... on Complaint { helpRequests { id } } } }";
const allowed: PersonName[] = [
  "manager",
  "colleague",
  "helper",
  "expert",
  "rival",
  "secretary",
  "service",
  "gridWorker",
  "committee",
  "owner",
];
const refused: PersonName[] = ["otherGridWorker", "otherOwner", "cleaner", "app"];

describe("reading a help request", () => {
  it.each(allowed)("is allowed to %s", async (who) => {
    const id = await fixture.request(BROADCAST);
    const { data, errors } = await fixture.subgraph.ask(people[who], read, { id });
    expect(errors).toBeUndefined();
    expect(data?.["helpRequest"]).toMatchObject({ id, community: { id: ids.community } });
  });

  it.each(refused)("is refused to %s, by whatever way", async (who) => {
    const id = await fixture.request(BROADCAST);
    expect(await fixture.code(who, read, { id })).toBe("FORBIDDEN");
    const { data, errors } = await fixture.subgraph.ask(people[who], entities, {
      r: [{ __typename: "HelpRequest", id }],
    });
    expect(data?.["_entities"]).toEqual([null]);
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });

  it("is nobody's but the asker's while it is a draft", async () => {
    const id = await fixture.request(DRAFT);
    expect(await fixture.code("manager", read, { id })).toBeUndefined();
    for (const who of [
      "colleague",
      "helper",
      "expert",
      "secretary",
      "service",
      "gridWorker",
      "committee",
      "owner",
    ] as const) {
      expect(await fixture.code(who, read, { id })).toBe("FORBIDDEN");
    }
    const own = await fixture.request(DRAFT, { askedByPersonId: people.secretary.sub });
    expect(await fixture.code("secretary", read, { id: own })).toBeUndefined();
  });

  it.each([
    [ids.unknownRequest, "NOT_FOUND"],
    [ids.unknownOffer, "INVALID_ID"],
    ["", "INVALID_ID"],
  ])("refuses the id “%s”", async (id, code) => {
    expect(await fixture.code("manager", read, { id })).toBe(code);
  });
});

describe("the help wall", () => {
  const wall = `query ($after: String, $states: [HelpRequestState!]) {
    helpRequests(first: 4, after: $after, states: $states) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
  const all = async (who: PersonName, states?: HelpRequestState[]): Promise<string[]> => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data }: { data?: Record<string, any> | null } = await fixture.subgraph.ask(
        people[who],
        wall,
        { after, states },
      );
      const { edges, pageInfo }: { edges: { node: { id: string } }[]; pageInfo: any } =
        data!["helpRequests"];
      seen.push(...edges.map(({ node }) => node.id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    return seen;
  };

  it("shows to each what is theirs, newest first, each once", async () => {
    const made: string[] = [];
    for (let i = 0; i < 9; i++) made.push(await fixture.request(i % 3 ? BROADCAST : CLOSED));
    const draft = await fixture.request(DRAFT);
    const elsewhere = await fixture.request(OFFERED, { communityId: ids.otherCommunity });
    for (const who of [
      "manager",
      "helper",
      "secretary",
      "gridWorker",
      "owner",
      "service",
    ] as const) {
      const seen = await all(who);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => made.includes(id))).toEqual(made.toReversed());
      expect(seen.includes(draft)).toBe(who === "manager");
      expect(seen.includes(elsewhere)).toBe(who !== "gridWorker" && who !== "owner");
    }
    expect(await all("otherGridWorker")).toEqual([elsewhere]);
    expect(await all("cleaner")).toEqual([]);
    expect(await all("manager", [OFFERED])).toEqual([elsewhere]);
  });

  it.each([
    [{ after: "nonsense" }, "manager", "INVALID_CURSOR"],
    [{ states: ["GONE"] }, "manager", "BAD_USER_INPUT"],
    [{}, "app", "FORBIDDEN"],
  ] as const)("refuses %j to %s", async (variables, who, code) => {
    expect(await fixture.code(who, wall, variables)).toBe(code);
  });

  it("refuses more than a hundred at once", async () => {
    expect(await fixture.code("manager", "{ helpRequests(first: 101) { edges { cursor } } }")).toBe(
      "INVALID_INPUT",
    );
  });
});

describe("references of other parties", () => {
  it("are looked up in one query for each type, and refused one by one", async () => {
    const open = [
      await fixture.request(OFFERED),
      await fixture.request(OFFERED),
      await fixture.request(OFFERED),
    ];
    const draft = await fixture.request(DRAFT);
    const rivals = await fixture.offer(open[0]!, 3);
    const own = (await fixture.storedOffers(open[0]!))[0]!.id;
    const find = vi.spyOn(fixture.subgraph.orm.em.getDriver(), "find");
    const { data, errors } = await fixture.subgraph.ask(people.helper, entities, {
      r: [
        ...[...open, draft, ids.unknownRequest].map((id) => ({ __typename: "HelpRequest", id })),
        ...[own, rivals].map((id) => ({ __typename: "HelpOffer", id })),
        ...[2, 3, 4].map((n) => ({ __typename: "Expert", id: expertId(n) })),
        ...[2, 3, 4].map((n) => ({ __typename: "PropertyFirm", id: firmId(n) })),
      ],
    });
    const looked = find.mock.calls.map(([entity]) => (entity as { name: string }).name);
    find.mockRestore();
    for (const name of ["HelpRequest", "HelpOffer", "Expert", "PropertyFirm"]) {
      expect(looked.filter((one) => one === name).length).toBeLessThanOrEqual(
        name === "HelpRequest" ? 2 : 1,
      );
    }
    expect(data?.["_entities"].map((one: object | null) => one !== null)).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
      false,
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
    // The two types are looked up side by side, so either may be refused first.
    const refusals = errors?.map(({ path, extensions }) => [path?.[1], extensions["code"]]);
    expect(refusals).toHaveLength(2);
    expect(refusals).toEqual(
      expect.arrayContaining([
        [3, "FORBIDDEN"],
        [6, "FORBIDDEN"],
      ]),
    );
  });

  it("give a case's requests that are the actor's to see, in one query for all cases", async () => {
    const requests = await Promise.all(
      [BROADCAST, DRAFT, CLOSED].map((state) => fixture.request(state)),
    );
    const cases = await Promise.all(
      requests.map(async (id) => (await fixture.stored(id)).complaintId),
    );
    const again = await fixture.request(OFFERED, { complaintId: cases[2] });
    const find = vi.spyOn(fixture.subgraph.orm.em.getDriver(), "find");
    const { data } = await fixture.subgraph.ask(people.gridWorker, entities, {
      r: cases.map((id) => ({ __typename: "Complaint", id })),
    });
    expect(
      find.mock.calls.filter(([entity]) => (entity as { name: string }).name === HelpRequest.name),
    ).toHaveLength(1);
    find.mockRestore();
    expect(
      data?.["_entities"].map(({ helpRequests }: any) => helpRequests.map(({ id }: any) => id)),
    ).toEqual([[requests[0]], [], [again, requests[2]]]);
  });
});
