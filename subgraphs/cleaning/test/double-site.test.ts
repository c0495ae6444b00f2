import { newId, setDomainClock } from "@hutong/kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { CheckIn, CheckInMethod } from "../src/task/check-in.entity.js";
import { CheckInVerb } from "../src/task/task.state.js";
import { type Fixture, ids, people, type PersonName, startCleaning } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startCleaning();
});
afterAll(async () => {
  setDomainClock();
  await fixture.subgraph.stop();
});

const minute = 60_000;

/** A check-in of the cleaner so many minutes ago. */
async function seen(communityId: string, minutesAgo: number, undone = false): Promise<void> {
  const task = await fixture.task(undefined, { communityId });
  const em = fixture.subgraph.orm.em.fork();
  em.create(CheckIn, {
    id: newId("chk", "c02"),
    task,
    method: CheckInMethod.PROXY,
    verb: CheckInVerb.ARRIVED,
    at: new Date(Date.now() - minutesAgo * minute),
    by: ids.cleaner,
    proxyName: null,
    note: null,
    enteredBy: null,
    stateBefore: null,
    tookTask: false,
    undoneAt: undone ? new Date() : null,
  });
  await em.flush();
}

const found = async (who: PersonName) => {
  const { data } = await fixture.subgraph.ask(
    people[who],
    "query ($id: ID!) { contractor(id: $id) { doubleSites { cleaner { id } firstCommunity { id } secondCommunity { id } } } }",
    { id: ids.contractor },
  );
  return data?.["contractor"]?.doubleSites;
};

describe("one person at two sites", () => {
  it("is found where nobody gets from one to the other in time, and nowhere else", async () => {
    await seen(ids.community, 500);
    await seen(ids.otherCommunity, 480);
    await seen(ids.otherCommunity, 300);
    await seen(ids.otherCommunity, 295);
    await seen(ids.community, 292, true);
    expect(await found("secretary")).toEqual([]);
    await seen(ids.community, 100);
    await seen(ids.otherCommunity, 90);
    expect(await found("secretary")).toEqual([
      {
        cleaner: { id: ids.cleaner },
        firstCommunity: { id: ids.community },
        secondCommunity: { id: ids.otherCommunity },
      },
    ]);
    expect(await found("leader")).toHaveLength(1);
  });

  it("is looked for in the domain's time", async () => {
    const inTwoMonths = new Date(Date.now() + 60 * 86_400_000);
    setDomainClock({ start: inTwoMonths, speed: 1, since: new Date() });
    expect(await found("secretary")).toEqual([]);
    setDomainClock();
    expect(await found("secretary")).toHaveLength(1);
  });

  it.each(["cleaner", "otherLeader", "manager", "gridWorker", "owner"] as const)(
    "is nothing that %s is told",
    async (who) => {
      expect((await found(who)) ?? null).toBeNull();
    },
  );
});
