import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { WorkOrderState } from "../src/work-order/work-order.state.js";
import { codeOf, type Fixture, ids, people, type PersonName, startProperty } from "./fixture.js";

const readers: readonly PersonName[] = [
  "manager",
  "assignee",
  "secretary",
  "service",
  "gridWorker",
  "committee",
  "owner",
];
const strangers: readonly PersonName[] = [
  "otherManager",
  "otherExpert",
  "otherGridWorker",
  "otherCommittee",
  "otherOwner",
  "cleaner",
  "app",
];

let fixture: Fixture;
let order: string;
beforeAll(async () => {
  fixture = await startProperty();
  order = await fixture.order(WorkOrderState.ASSIGNED);
});
afterAll(() => fixture.subgraph.stop());

const one = `query ($id: ID!) { workOrder(id: $id) { id state } }`;
const list = `query ($firm: ID) { workOrders(firm: $firm) { edges { node { id } } } }`;
const entities = `query ($r: [_Any!]!) { _entities(representations: $r) {
  ... on WorkOrder { id number } ... on Complaint { workOrders { id } } ... on FirmStaff { id phone } } }`;

describe("a work order", () => {
  it.each(readers)("is shown to %s", async (who) => {
    const { data, errors } = await fixture.subgraph.ask(people[who], one, { id: order });
    expect(errors).toBeUndefined();
    expect(data!["workOrder"]).toEqual({ id: order, state: "ASSIGNED" });
  });

  it.each(strangers)("is refused to %s, and left out of lists", async (who) => {
    const { subgraph } = fixture;
    const single = await subgraph.ask(people[who], one, { id: order });
    expect(single.data!["workOrder"]).toBeNull();
    expect(codeOf(single)).toBe("FORBIDDEN");

    const reference = await subgraph.ask(people[who], entities, {
      r: [{ __typename: "WorkOrder", id: order }],
    });
    expect(reference.data!["_entities"]).toEqual([null]);
    expect(codeOf(reference)).toBe("FORBIDDEN");

    const ofCase = await subgraph.ask(people[who], entities, {
      r: [{ __typename: "Complaint", id: ids.complaint }],
    });
    expect(ofCase.data!["_entities"]).toEqual([{ workOrders: [] }]);

    const all = await subgraph.ask(people[who], list, {});
    if (who === "app") expect(codeOf(all)).toBe("FORBIDDEN");
    else expect(all.data!["workOrders"].edges).toEqual([]);
  });

  it("is listed to those who may see it, and filtered by firm", async () => {
    for (const who of readers) {
      const { data } = await fixture.subgraph.ask(people[who], list, {});
      expect(data!["workOrders"].edges).toContainEqual({ node: { id: order } });
    }
    const other = await fixture.subgraph.ask(people.secretary, list, { firm: ids.otherFirm });
    expect(other.data!["workOrders"].edges).toEqual([]);
  });

  it("is refused when asked for by a malformed, foreign or unknown id", async () => {
    for (const [id, code] of [
      ["nonsense", "INVALID_ID"],
      [ids.complaint, "INVALID_ID"],
      ["wo_f07_01ARZ3NDEKTSV4RRFFQ69G5FZZ", "NOT_FOUND"],
    ]) {
      expect(codeOf(await fixture.subgraph.ask(people.manager, one, { id }))).toBe(code);
    }
    expect(codeOf(await fixture.subgraph.ask(people.manager, list, { firm: order }))).toBe(
      "INVALID_ID",
    );
  });
});

describe("references", () => {
  it("are looked up together, each refused alone", async () => {
    const mine = await fixture.order(WorkOrderState.CREATED);
    const foreign = await fixture.order(WorkOrderState.CREATED, {
      firmId: ids.otherFirm,
      project: ids.otherProject,
      communityId: ids.otherCommunity,
    });
    const logged = vi.spyOn(fixture.subgraph.orm.config.getLogger(), "logQuery");
    const { data, errors } = await fixture.subgraph.ask(people.manager, entities, {
      r: [order, foreign, mine, "wo_f07_01ARZ3NDEKTSV4RRFFQ69G5FZZ"].map((id) => ({
        __typename: "WorkOrder",
        id,
      })),
    });
    const selects = logged.mock.calls.filter(([{ query }]) => query?.includes('from "work_order"'));
    logged.mockRestore();
    expect(selects).toHaveLength(1);
    expect(data!["_entities"].map((found: { id: string } | null) => found?.id)).toEqual([
      order,
      undefined,
      mine,
      undefined,
    ]);
    expect(errors).toHaveLength(1);
    expect(errors![0]).toMatchObject({ path: ["_entities", 1], extensions: { code: "FORBIDDEN" } });
  });

  it("to staff are refused without the scope to read cases", async () => {
    const representations = { r: [{ __typename: "FirmStaff", id: ids.repairer }] };
    expect(codeOf(await fixture.subgraph.ask(people.app, entities, representations))).toBe(
      "FORBIDDEN",
    );
    const { data } = await fixture.subgraph.ask(people.owner, entities, representations);
    expect(data!["_entities"][0].phone).toBe("136****1111");
  });
});

describe("without a token", () => {
  it("nothing but the SDL is answered", async () => {
    expect(codeOf(await fixture.subgraph.ask(null, one, { id: order }))).toBe("UNAUTHENTICATED");
    const { data } = await fixture.subgraph.ask(null, "{ _service { sdl } }");
    expect(data!["_service"].sdl).toContain("type WorkOrder");
  });
});

describe("a list", () => {
  it("is paged newest first, without repetition or loss", async () => {
    const many = `query ($r: [_Any!]!, $after: String) { _entities(representations: $r) { ... on PropertyFirm {
      workOrders(first: 2, after: $after, states: [REWORK]) {
        edges { node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } } } }`;
    const r = [{ __typename: "PropertyFirm", id: ids.firm }];
    const made: string[] = [];
    // Two of the same moment: the id decides between them.
    for (const minutes of [5, 4, 4, 3, 2]) {
      made.unshift(
        await fixture.order(WorkOrderState.REWORK, {
          createdAt: new Date(Date.UTC(2026, 0, 1) - minutes * 60_000),
        }),
      );
    }
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 4; pages += 1) {
      const answer: any = await fixture.subgraph.ask(people.manager, many, { r, after });
      const { edges, pageInfo } = answer.data!["_entities"][0].workOrders;
      seen.push(...edges.map(({ node }: { node: { id: string } }) => node.id));
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(made);
  });

  it("refuses a cursor that is none and a page that is too long", async () => {
    const paged = `query ($first: Int!, $after: String) { workOrders(first: $first, after: $after) { edges { cursor } } }`;
    expect(
      codeOf(await fixture.subgraph.ask(people.manager, paged, { first: 2, after: "nonsense" })),
    ).toBe("INVALID_CURSOR");
    expect(codeOf(await fixture.subgraph.ask(people.manager, paged, { first: 101 }))).toBe(
      "INVALID_INPUT",
    );
  });
});

describe("a project", () => {
  const project = `query ($r: [_Any!]!) { _entities(representations: $r) {
    ... on Community { projects { id name firm { id } manager { name } staff { name phone registeredOn } } }
    ... on PropertyProject { name community { id } } } }`;

  it("is public, its people are not", async () => {
    const r = [
      { __typename: "Community", id: ids.community },
      { __typename: "PropertyProject", id: ids.otherProject },
    ];
    const { data, errors } = await fixture.subgraph.ask(people.app, project, { r });
    expect(errors).toBeUndefined();
    expect(data!["_entities"]).toEqual([
      {
        projects: [
          {
            id: ids.project,
            name: "和苑服务中心",
            firm: { id: ids.firm },
            manager: null,
            staff: [],
          },
        ],
      },
      { name: "桂园服务中心", community: { id: ids.otherCommunity } },
    ]);
  });

  it.each<[PersonName, string]>([
    ["manager", "13600011111"],
    ["gridWorker", "13600011111"],
    ["assignee", "13600011111"],
    ["otherManager", "136****1111"],
    ["otherGridWorker", "136****1111"],
    ["owner", "136****1111"],
    ["secretary", "136****1111"],
  ])("shows its staff to %s with the phone as %s", async (who, phone) => {
    const { data } = await fixture.subgraph.ask(people[who], project, {
      r: [{ __typename: "Community", id: ids.community }],
    });
    expect(data!["_entities"][0].projects[0].staff).toContainEqual({
      name: "刘德胜",
      phone,
      registeredOn: "2024-03-01",
    });
  });
});
