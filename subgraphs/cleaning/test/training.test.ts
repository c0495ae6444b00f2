import "@hutong/kit";

import { presentCursor, watch } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Training } from "../src/training/training.entity.js";
import { codeOf, type Fixture, ids, people, type PersonName, startCleaning } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startCleaning();
});
afterAll(() => fixture.subgraph.stop());

const record =
  "mutation ($input: RecordTrainingInput!) { recordTraining(input: $input) { topic result byName } }";
const shown = (rest: Record<string, unknown> = {}) => ({
  input: {
    cleaner: ids.cleaner,
    topic: "CHECK_IN",
    heldOn: "2026-03-05",
    result: "NEEDS_HELP",
    ...rest,
  },
});
const count = () => fixture.subgraph.orm.em.fork().count(Training);

describe("a training", () => {
  it("is told live to the contractor's leaders", async () => {
    const heard = await watch(
      fixture.subgraph,
      people.siblingLeader,
      "subscription ($c: ID!, $after: String) { cleanerChanged(contractor: $c, after: $after) { kind cleaner { id } } }",
      { c: ids.contractor, after: await presentCursor(fixture.subgraph) },
    );
    await fixture.subgraph.ask(people.leader, record, shown({ result: "PASSED" }));
    expect(await heard.next()).toEqual({ kind: "TRAINED", cleaner: { id: ids.cleaner } });
    await heard.close();
    await fixture.subgraph.orm.em.fork().nativeDelete(Training, {});
  });

  it("is recorded by the crew's leader and shown beside the cleaner", async () => {
    const { data, errors } = await fixture.subgraph.ask(people.leader, record, shown());
    expect(errors).toBeUndefined();
    expect(data?.["recordTraining"]).toEqual({
      topic: "CHECK_IN",
      result: "NEEDS_HELP",
      byName: people.leader.name,
    });
    const seen = async (who: PersonName) =>
      (
        await fixture.subgraph.ask(
          people[who],
          "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cleaner { trained trainings { heldOn } } } }",
          { r: [{ __typename: "Cleaner", id: ids.cleaner }] },
        )
      ).data?.["_entities"][0];
    expect(await seen("gridWorker")).toEqual({
      trained: true,
      trainings: [{ heldOn: "2026-03-05" }],
    });
    expect((await seen("app"))?.trainings ?? null).toBeNull();
  });

  it.each(["cleaner", "siblingLeader", "otherLeader", "manager", "gridWorker", "app"] as const)(
    "is not for %s to record",
    async (who) => {
      const before = await count();
      expect(codeOf(await fixture.subgraph.ask(people[who], record, shown()))).toBe("FORBIDDEN");
      expect(await count()).toBe(before);
    },
  );

  it.each([
    ["that lies ahead", { heldOn: "2099-01-01" }, "INVALID_INPUT"],
    ["of nobody", { cleaner: ids.cleaner.replace("5F", "5E") }, "NOT_FOUND"],
    ["of something else", { cleaner: ids.crew }, "INVALID_ID"],
  ])("%s is refused", async (_what, wrong, code) => {
    expect(codeOf(await fixture.subgraph.ask(people.leader, record, shown(wrong)))).toBe(code);
  });
});
