import { afterAll, beforeAll, expect, it } from "vitest";

import { CleaningTaskState } from "../src/task/task.state.js";
import { type Fixture, ids, people, startCleaning } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startCleaning();
});
afterAll(() => fixture.subgraph.stop());

const staffing = async (id: string) =>
  (
    await fixture.subgraph.ask(
      people.owner,
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { cleaningStaffing { registered present } } } }",
      { r: [{ __typename: "Community", id }] },
    )
  ).data?.["_entities"][0].cleaningStaffing;

it("counts the registered, and those who checked in today as present, each once", async () => {
  const before = await staffing(ids.community);
  expect(before.present).toBe(0);
  expect(before.registered).toBeGreaterThan(0);
  for (let i = 0; i < 2; i++) {
    const { errors } = await fixture.subgraph.ask(
      people.leader,
      "mutation ($input: ProxyCheckInInput!) { proxyCheckIn(input: $input) { id } }",
      {
        input: {
          task: await fixture.task(CleaningTaskState.OPEN),
          verb: "DONE",
          cleaner: ids.cleaner,
        },
      },
    );
    expect(errors).toBeUndefined();
  }
  expect(await staffing(ids.community)).toEqual({ ...before, present: 1 });
});

it("is null where no contractor cleans", async () => {
  expect(await staffing(ids.complaint.replace("cmp", "cty"))).toBeNull();
});
