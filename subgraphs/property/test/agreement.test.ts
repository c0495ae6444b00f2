import { setDomainClock } from "@hutong/kit";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";

import { PlatformClause } from "../src/agreement/platform-clause.entity.js";
import { type Fixture, ids, people, type PersonName } from "./fixture.js";
import { agree, startMonday } from "./labour-fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startMonday();
});
afterAll(async () => {
  setDomainClock();
  await fixture.subgraph.stop();
});
beforeEach(async () => {
  await fixture.subgraph.orm.em.fork().nativeDelete(PlatformClause, {});
});

const inForce = async (who: PersonName = "manager"): Promise<string | null> => {
  const { data } = await fixture.subgraph.ask(
    people[who],
    'query ($firm: ID!) { _entities(representations: [{ __typename: "PropertyFirm", id: $firm }]) { ... on PropertyFirm { projects { agreementInForce { id } } } } }',
    { firm: ids.firm },
  );
  return data!["_entities"][0].projects[0].agreementInForce?.id ?? null;
};

it("is in force where the owners say that both signed it, and no longer once they say it ended", async () => {
  expect(await inForce()).toBeNull();
  const id = await agree(fixture);
  expect(await inForce()).toBe(id);
  // Told again, it is the same one.
  await agree(fixture, { id });
  expect(await inForce()).toBe(id);
  await agree(fixture, { id, state: "EXPIRED" });
  expect(await inForce()).toBeNull();
});

it("is the one signed last where two overlap", async () => {
  const later = await agree(fixture, { answeredAt: "2026-05-03T10:00:00+08:00" });
  await agree(fixture);
  expect(await inForce()).toBe(later);
});

it("is not kept where the firm is served elsewhere", async () => {
  const firm = { id: "firm_01ARZ3NDEKTSV4RRFFQ69G5F99", operator: "f29" };
  await agree(fixture, { firm });
  expect(await fixture.subgraph.orm.em.fork().count(PlatformClause)).toBe(0);
  // One that is served here may sign before it has opened anything.
  await agree(fixture, { firm: { ...firm, operator: "f08" } });
  expect(await fixture.subgraph.orm.em.fork().count(PlatformClause)).toBe(1);
});

it.each<[PersonName, boolean]>([
  ["manager", true],
  ["assignee", true],
  ["secretary", true],
  ["gridWorker", true],
  ["committee", true],
  ["owner", true],
  ["otherManager", false],
  ["otherOwner", false],
  ["cleaner", false],
  ["app", false],
])("%s sees which it is: %s", async (who, sees) => {
  const id = await agree(fixture);
  expect(await inForce(who)).toBe(sees ? id : null);
});
