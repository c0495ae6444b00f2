import { watch } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Patrol } from "../src/patrol/patrol.entity.js";
import { PatrolState, PatrolStep } from "../src/patrol/patrol.state.js";
import { type Fixture, ids, people, type PersonName, startOwners } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startOwners();
});
afterAll(() => fixture.stop());

const join =
  "mutation ($community: ID!) { joinVolunteers(community: $community) { id name joinedOn leftOn } }";
const leave = "mutation ($community: ID!) { leaveVolunteers(community: $community) { id leftOn } }";
const here = { community: ids.community };
const joined = async (who: PersonName = "owner") =>
  (await fixture.subgraph.ask(people[who], join, here)).data?.["joinVolunteers"];

const plan =
  "mutation ($input: PlanPatrolInput!) { planPatrol(input: $input) { id state walkerName } }";
const step = (name: string) =>
  `mutation ($id: ID!, $remark: String) { ${name}Patrol(input: { patrol: $id, remark: $remark }) { id state startedAt endedAt remark } }`;
const planned = async (): Promise<string> => {
  const { id } = await joined();
  const { data, errors } = await fixture.subgraph.ask(people.committee, plan, {
    input: { volunteer: id, route: "1 至 6 栋、地下车库", plannedAt: "2026-03-05T11:00:00Z" },
  });
  expect(errors).toBeUndefined();
  return data?.["planPatrol"].id;
};
const stored = (id: string) => fixture.subgraph.orm.em.fork().findOneOrFail(Patrol, id);

describe("volunteers", () => {
  const seenBy = async (who: PersonName) =>
    (
      await fixture.subgraph.ask(
        people[who],
        "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { volunteers { id } } } }",
        { r: [{ __typename: "Community", id: ids.community }] },
      )
    ).data?.["_entities"][0].volunteers;

  it("join, leave and come back as the same person", async () => {
    const first = await joined();
    expect((await joined()).id).toBe(first.id);
    const left = await fixture.subgraph.ask(people.owner, leave, here);
    expect(left.data?.["leaveVolunteers"].leftOn).toMatch(/^\d{4}-/);
    expect(await seenBy("committee")).not.toContainEqual({ id: first.id });
    expect(await joined()).toMatchObject({ id: first.id, leftOn: null });
    expect(await seenBy("committee")).toContainEqual({ id: first.id });
  });

  it.each(["gridWorker", "service"] as const)("are shown to %s", async (who) => {
    const { id } = await joined();
    expect(await seenBy(who)).toContainEqual({ id });
  });

  it.each(["owner", "otherCommittee", "otherGridWorker", "manager", "app"] as const)(
    "are nobody to %s",
    async (who) => {
      expect(await seenBy(who)).toBeNull();
    },
  );

  it.each(["otherCommittee", "manager", "gridWorker", "app"] as const)(
    "cannot be %s",
    async (who) => {
      expect(await fixture.code(who, join, here)).toBe("FORBIDDEN");
    },
  );

  it("who never joined cannot leave", async () => {
    expect(await fixture.code("otherOwner", leave, here)).toBe("NOT_FOUND");
  });
});

describe("a patrol", () => {
  it("is planned by the committee, walked by its volunteer, and ends with what they say", async () => {
    const id = await planned();
    expect(
      (await fixture.subgraph.ask(people.owner, step("start"), { id })).data?.["startPatrol"],
    ).toMatchObject({ state: "UNDER_WAY" });
    const { data } = await fixture.subgraph.ask(people.owner, step("finish"), {
      id,
      remark: "3 栋消火栓箱缺水带",
    });
    expect(data?.["finishPatrol"]).toMatchObject({
      state: "FINISHED",
      remark: "3 栋消火栓箱缺水带",
    });
    expect(data?.["finishPatrol"].endedAt >= data?.["finishPatrol"].startedAt).toBe(true);
  });

  it("is called off by the committee or its walker", async () => {
    for (const who of ["committee", "owner"] as const) {
      const id = await planned();
      expect(await fixture.code(who, step("cancel"), { id })).toBeUndefined();
      expect((await stored(id)).state).toBe("CANCELLED");
    }
  });

  it.each(["committee", "otherOwner", "gridWorker", "otherCommittee", "manager"] as const)(
    "is not for %s to walk",
    async (who) => {
      const id = await planned();
      expect(await fixture.code(who, step("start"), { id })).toBe("FORBIDDEN");
      expect((await stored(id)).state).toBe("PLANNED");
    },
  );

  it.each(["owner", "otherCommittee", "gridWorker", "manager"] as const)(
    "is not for %s to plan",
    async (who) => {
      const { id } = await joined();
      const input = { volunteer: id, route: "全区", plannedAt: "2026-03-05T11:00:00Z" };
      expect(await fixture.code(who, plan, { input })).toBe("FORBIDDEN");
    },
  );

  it("is not planned for who left, nor for nobody", async () => {
    const { id } = await joined();
    await fixture.subgraph.ask(people.owner, leave, here);
    const input = { volunteer: id, route: "全区", plannedAt: "2026-03-05T11:00:00Z" };
    expect(await fixture.code("committee", plan, { input })).toBe("ILLEGAL_TRANSITION");
    const nobody = { ...input, volunteer: ids.unknownContract.replace("sct", "vol") };
    expect(await fixture.code("committee", plan, { input: nobody })).toBe("NOT_FOUND");
  });

  it("begins once, however many taps", async () => {
    const id = await planned();
    const codes = await Promise.all(
      Array.from({ length: 6 }, () => fixture.code("owner", step("start"), { id })),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === "ILLEGAL_TRANSITION")).toHaveLength(5);
  });

  it("is listed to those who live there and to the grid, and to nobody else", async () => {
    const id = await planned();
    const listed = async (who: PersonName) =>
      (
        await fixture.subgraph.ask(
          people[who],
          "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { patrols(first: 100) { edges { node { id community { id } } } } } } }",
          { r: [{ __typename: "Community", id: ids.community }] },
        )
      ).data?.["_entities"][0].patrols;
    for (const who of ["owner", "otherOwner", "gridWorker", "committee"] as const) {
      expect((await listed(who)).edges.map((edge: any) => edge.node.id)).toContain(id);
    }
    for (const who of ["otherCommittee", "manager", "app"] as const) {
      expect(await listed(who)).toBeNull();
    }
  });

  const legal: Record<PatrolStep, PatrolState[]> = {
    [PatrolStep.START]: [PatrolState.PLANNED],
    [PatrolStep.FINISH]: [PatrolState.UNDER_WAY],
    [PatrolStep.CANCEL]: [PatrolState.PLANNED, PatrolState.UNDER_WAY],
  };
  const matrix = Object.values(PatrolStep).flatMap((taken) =>
    Object.values(PatrolState).map((state) => ({ taken, state })),
  );
  it.each(matrix)("$taken from $state is as the rules say", ({ taken, state }) => {
    const patrol = Object.assign(new Patrol(), { state });
    if (legal[taken].includes(state)) {
      patrol.take(taken, new Date());
      expect(patrol.state).not.toBe(state);
    } else {
      expect(() => patrol.take(taken, new Date())).toThrow(
        expect.objectContaining({ code: "ILLEGAL_TRANSITION" }),
      );
    }
  });

  it("is live for the committee", async () => {
    const stream = await watch(
      fixture.subgraph,
      people.committee,
      `subscription { patrolChanged(after: "0-0") { kind patrol { id state } } }`,
    );
    const id = await planned();
    await fixture.subgraph.ask(people.owner, step("start"), { id });
    const kinds: string[] = [];
    while (kinds.length < 2) {
      const { kind, patrol } = await stream.next();
      if (patrol.id === id) kinds.push(kind);
    }
    expect(kinds).toEqual(["PLANNED", "STARTED"]);
    await stream.close();
  });
});
