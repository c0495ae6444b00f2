import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { codeOf, type Fixture, ids, people, type PersonName, startCleaning } from "./fixture.js";

const readers: readonly PersonName[] = [
  "cleaner",
  "mate",
  "leader",
  "siblingLeader",
  "manager",
  "gridWorker",
  "secretary",
  "service",
  "committee",
  "owner",
];
const strangers: readonly PersonName[] = [
  "otherCleaner",
  "otherLeader",
  "otherManager",
  "otherGridWorker",
  "otherCommittee",
  "otherOwner",
  "expert",
  "app",
];
const unknown = "tsk_c02_01ARZ3NDEKTSV4RRFFQ69G5FZZ";

let fixture: Fixture;
let task: string;
beforeAll(async () => {
  fixture = await startCleaning();
  task = await fixture.task();
});
afterAll(() => fixture.subgraph.stop());

const one = `query ($id: ID!) { cleaningTask(id: $id) { id state clocks { kind state } } }`;
const entities = `query ($r: [_Any!]!) { _entities(representations: $r) {
  ... on CleaningTask { id } ... on Cleaner { id phone }
  ... on Complaint { cleaningTasks { id } } ... on Community { page: cleaningTasks { edges { node { id } } } } } }`;

describe("a cleaning task", () => {
  it.each(readers)("is shown to %s", async (who) => {
    const { data, errors } = await fixture.subgraph.ask(people[who], one, { id: task });
    expect(errors).toBeUndefined();
    expect(data!["cleaningTask"]).toEqual({
      id: task,
      state: "OPEN",
      clocks: [{ kind: "CONTRACTOR_DONE", state: "RUNNING" }],
    });
    const lists = await fixture.subgraph.ask(people[who], entities, {
      r: [
        { __typename: "Complaint", id: ids.complaint },
        { __typename: "Community", id: ids.community },
      ],
    });
    expect(lists.data!["_entities"][0].cleaningTasks).toContainEqual({ id: task });
    expect(lists.data!["_entities"][1].page.edges).toContainEqual({ node: { id: task } });
  });

  it.each(strangers)("is refused to %s, and left out of lists", async (who) => {
    const { subgraph } = fixture;
    const single = await subgraph.ask(people[who], one, { id: task });
    expect(single.data!["cleaningTask"]).toBeNull();
    expect(codeOf(single)).toBe("FORBIDDEN");
    const reference = await subgraph.ask(people[who], entities, {
      r: [{ __typename: "CleaningTask", id: task }],
    });
    expect(reference.data!["_entities"]).toEqual([null]);
    expect(codeOf(reference)).toBe("FORBIDDEN");
    const ofCase = await subgraph.ask(people[who], entities, {
      r: [{ __typename: "Complaint", id: ids.complaint }],
    });
    expect(ofCase.data!["_entities"]).toEqual([{ cleaningTasks: [] }]);
    const ofCommunity = await subgraph.ask(people[who], entities, {
      r: [{ __typename: "Community", id: ids.community }],
    });
    if (who === "app") expect(codeOf(ofCommunity)).toBe("FORBIDDEN");
    else expect(ofCommunity.data!["_entities"]).toEqual([{ page: { edges: [] } }]);
  });

  it.each([
    ["nonsense", "INVALID_ID"],
    [ids.complaint, "INVALID_ID"],
    [unknown, "NOT_FOUND"],
  ])("asked for by %s answers %s", async (id, code) =>
    expect(codeOf(await fixture.subgraph.ask(people.leader, one, { id }))).toBe(code),
  );
});

describe("references", () => {
  it("are looked up together, each refused alone", async () => {
    const foreign = await fixture.task(undefined, { firmId: ids.otherFirm });
    const mine = await fixture.task();
    const logged = vi.spyOn(fixture.subgraph.orm.config.getLogger(), "logQuery");
    const { data, errors } = await fixture.subgraph.ask(people.manager, entities, {
      r: [task, foreign, mine, unknown].map((id) => ({ __typename: "CleaningTask", id })),
    });
    const selects = logged.mock.calls.filter(([{ query }]) =>
      query?.includes('from "cleaning_task"'),
    );
    logged.mockRestore();
    expect(selects).toHaveLength(1);
    expect(data!["_entities"].map((found: { id: string } | null) => found?.id)).toEqual([
      task,
      undefined,
      mine,
      undefined,
    ]);
    expect(errors).toHaveLength(1);
    expect(errors![0]).toMatchObject({ path: ["_entities", 1], extensions: { code: "FORBIDDEN" } });
  });

  it.each<[PersonName, string]>([
    ["leader", "13600011111"],
    ["cleaner", "13600011111"],
    ["gridWorker", "13600011111"],
    ["otherGridWorker", "136****1111"],
    ["otherLeader", "136****1111"],
    ["manager", "136****1111"],
    ["owner", "136****1111"],
  ])("to a cleaner show %s the phone as %s", async (who, phone) => {
    const { data } = await fixture.subgraph.ask(people[who], entities, {
      r: [{ __typename: "Cleaner", id: ids.cleaner }],
    });
    expect(data!["_entities"]).toEqual([{ id: ids.cleaner, phone }]);
  });

  it("to a cleaner are refused to the public", async () => {
    const answer = await fixture.subgraph.ask(people.app, entities, {
      r: [{ __typename: "Cleaner", id: ids.cleaner }],
    });
    expect(codeOf(answer)).toBe("FORBIDDEN");
  });
});

describe("a contractor", () => {
  const contractor = `query ($id: ID!) { contractor(id: $id) { name phone crews { name leader { name } cleaners { name } } } }`;

  it("is public, its people are not", async () => {
    const { data, errors } = await fixture.subgraph.ask(people.app, contractor, {
      id: ids.otherContractor,
    });
    expect(errors).toBeUndefined();
    expect(data!["contractor"]).toEqual({
      name: "晨露保洁",
      phone: "6810-0300",
      crews: [{ name: "桂园保洁一班", leader: null, cleaners: [] }],
    });
    const seen = await fixture.subgraph.ask(people.owner, contractor, { id: ids.otherContractor });
    expect(seen.data!["contractor"].crews[0]).toMatchObject({
      leader: { name: "郑秀兰" },
      cleaners: [{ name: "郑秀兰" }],
    });
  });

  it("is refused when asked for by a foreign or unknown id", async () => {
    expect(codeOf(await fixture.subgraph.ask(people.app, contractor, { id: ids.crew }))).toBe(
      "INVALID_ID",
    );
    expect(
      codeOf(
        await fixture.subgraph.ask(people.app, contractor, {
          id: "ctr_01ARZ3NDEKTSV4RRFFQ69G5FZZ",
        }),
      ),
    ).toBe("NOT_FOUND");
  });

  it("is found through the community it cleans, and nobody where nobody cleans", async () => {
    const { data } = await fixture.subgraph.ask(
      people.app,
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { contractor { id } } } }",
      {
        r: [ids.community, "cty_01ARZ3NDEKTSV4RRFFQ69G5FZZ"].map((id) => ({
          __typename: "Community",
          id,
        })),
      },
    );
    expect(data!["_entities"]).toEqual([
      { contractor: { id: ids.contractor } },
      { contractor: null },
    ]);
  });
});

describe("myCleaningTasks", () => {
  const mine = `query ($after: String) { myCleaningTasks(first: 2, after: $after) {
    edges { node { id } } pageInfo { hasNextPage endCursor } } }`;

  it("gives a cleaner their own and what is nobody's, a leader the crew's, others nothing; by pages, newest first", async () => {
    const alone = await startCleaning();
    const at = (minute: number) => ({ createdAt: new Date(Date.UTC(2026, 0, 1, 8, minute)) });
    const own = await alone.task(undefined, at(1));
    const mates = await alone.task(undefined, { cleaner: ids.mate, ...at(2) });
    const nobodys = await alone.task(undefined, { cleaner: null, ...at(3) });
    const ownLater = await alone.task(undefined, at(4));
    await alone.task(undefined, { crew: ids.siblingCrew, cleaner: ids.siblingLeader, ...at(5) });
    const all = async (who: PersonName) => {
      const seen: string[] = [];
      for (let after: string | null = null; ;) {
        const answer: any = await alone.subgraph.ask(people[who], mine, { after });
        const { edges, pageInfo } = answer.data!["myCleaningTasks"];
        seen.push(...edges.map(({ node }: { node: { id: string } }) => node.id));
        if (!pageInfo.hasNextPage) return seen;
        after = pageInfo.endCursor;
      }
    };
    expect(await all("cleaner")).toEqual([ownLater, nobodys, own]);
    expect(await all("mate")).toEqual([nobodys, mates]);
    expect(await all("leader")).toEqual([ownLater, nobodys, mates, own]);
    expect(await all("otherLeader")).toEqual([]);
    expect(await all("gridWorker")).toEqual([]);
    expect(codeOf(await alone.subgraph.ask(people.leader, mine, { after: "nonsense" }))).toBe(
      "INVALID_CURSOR",
    );
    await alone.subgraph.stop();
  });
});

it("without a token nothing but the SDL is answered", async () => {
  expect(codeOf(await fixture.subgraph.ask(null, one, { id: task }))).toBe("UNAUTHENTICATED");
  const { data } = await fixture.subgraph.ask(null, "{ _service { sdl } }");
  expect(data!["_service"].sdl).toContain("type CleaningTask");
});
