import { newId, setDomainClock } from "@hutong/kit";
import { presentCursor, watch } from "@hutong/kit/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { CheckIn, CheckInMethod } from "../src/task/check-in.entity.js";
import { CheckInVerb } from "../src/task/task.state.js";
import { codeOf, type Fixture, ids, people, type PersonName, startCleaning } from "./fixture.js";

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

  it("is a matter of minutes that the secretariat settles", async () => {
    const settle = (who: PersonName, doubleSiteMinutes: number) =>
      fixture.subgraph.ask(
        people[who],
        "mutation ($input: CleaningSettingsInput!) { changeCleaningSettings(input: $input) { doubleSiteMinutes } }",
        { input: { contractor: ids.contractor, doubleSiteMinutes } },
      );
    expect(codeOf(await settle("leader", 5))).toBe("FORBIDDEN");
    expect(codeOf(await settle("service", 5))).toBe("FORBIDDEN");
    expect(codeOf(await settle("secretary", 0))).toBe("INVALID_INPUT");
    expect(await found("secretary")).toHaveLength(1);
    const { data } = await settle("secretary", 5);
    expect(data?.["changeCleaningSettings"]).toEqual({ doubleSiteMinutes: 5 });
    expect(await found("secretary")).toEqual([]);
    await settle("secretary", 15);
    expect(await found("secretary")).toHaveLength(1);
  });

  it("is looked for in the domain's time", async () => {
    const inTwoMonths = new Date(Date.now() + 60 * 86_400_000);
    setDomainClock({ start: inTwoMonths, speed: 1, since: new Date() });
    expect(await found("secretary")).toEqual([]);
    setDomainClock();
    expect(await found("secretary")).toHaveLength(1);
  });

  it("is told live to contractor and consortium, once, and to nobody else", async () => {
    const query = `subscription ($c: ID, $after: String) { doubleSiteSeen(contractor: $c, after: $after) {
      doubleSite { cleaner { id } firstCommunity { id } secondCommunity { id } } } }`;
    const after = await presentCursor(fixture.subgraph);
    for (const who of ["cleaner", "otherLeader", "manager", "gridWorker", "owner"] as const) {
      const refused = await watch(fixture.subgraph, people[who], query, { c: ids.contractor });
      expect(codeOf(await refused.next())).toBe("FORBIDDEN");
      await refused.close();
    }
    const listeners = await Promise.all([
      watch(fixture.subgraph, people.secretary, query, { after }),
      watch(fixture.subgraph, people.leader, query, { after, c: ids.contractor }),
    ]);
    const arrive = async (cleaner: string, communityId: string) => {
      const task = await fixture.task(undefined, { cleaner, communityId });
      const { errors } = await fixture.subgraph.ask(
        people.leader,
        "mutation ($input: ProxyCheckInInput!) { proxyCheckIn(input: $input) { id } }",
        { input: { task, cleaner, verb: "ARRIVED" } },
      );
      expect(errors).toBeUndefined();
    };
    await arrive(ids.mate, ids.community);
    await arrive(ids.mate, ids.community);
    await arrive(ids.leader, ids.otherCommunity);
    await arrive(ids.leader, ids.community);
    await arrive(ids.mate, ids.otherCommunity);
    for (const listener of listeners) {
      for (const [cleaner, from, to] of [
        [ids.leader, ids.otherCommunity, ids.community],
        [ids.mate, ids.community, ids.otherCommunity],
      ])
        expect(await listener.next()).toEqual({
          doubleSite: {
            cleaner: { id: cleaner },
            firstCommunity: { id: from },
            secondCommunity: { id: to },
          },
        });
      await listener.close();
    }
  });

  it.each(["cleaner", "otherLeader", "manager", "gridWorker", "owner"] as const)(
    "is nothing that %s is told",
    async (who) => {
      expect((await found(who)) ?? null).toBeNull();
    },
  );
});
