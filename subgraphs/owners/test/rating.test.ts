import { setDomainClock } from "@hutong/kit";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { ServiceRating } from "../src/rating/rating.entity.js";
import { type Fixture, ids, people, type PersonName, startOwners } from "./fixture.js";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startOwners();
});
afterAll(() => fixture.stop());
afterEach(() => setDomainClock());

const rate =
  "mutation ($input: RateServiceInput!) { rateService(input: $input) { aspect stars quarter } }";
const stars = (aspect: string, given: number) => ({ aspect, stars: given });
const given = (...all: { aspect: string; stars: number }[]) => ({
  input: { community: ids.community, stars: all },
});
const count = () => fixture.subgraph.orm.em.fork().count(ServiceRating);
const at = (iso: string) => setDomainClock({ start: new Date(iso), since: new Date(), speed: 1 });

const seenBy = async (who: PersonName, quarter: string) => {
  const { data, errors } = await fixture.subgraph.ask(
    people[who],
    `query ($r: [_Any!]!, $quarter: String!) { _entities(representations: $r) { ... on Community {
      serviceRatings(quarter: $quarter) { aspect average count } myServiceRatings(quarter: $quarter) { aspect stars } } } }`,
    { r: [{ __typename: "Community", id: ids.community }], quarter },
  );
  return errors?.[0]?.extensions["code"] ?? data?.["_entities"][0];
};

describe("rating the firm", () => {
  it("counts one voice for an owner, a quarter and an aspect: the last", async () => {
    at("2026-05-10T00:00:00Z");
    await fixture.subgraph.ask(people.owner, rate, given(stars("CLEANING", 1), stars("REPAIR", 5)));
    await fixture.subgraph.ask(people.otherOwner, rate, given(stars("CLEANING", 5)));
    const { data } = await fixture.subgraph.ask(
      people.owner,
      rate,
      given(stars("CLEANING", 3), stars("CLEANING", 4)),
    );
    expect(data?.["rateService"]).toEqual([
      { aspect: "CLEANING", stars: 4, quarter: "2026-Q2" },
      { aspect: "REPAIR", stars: 5, quarter: "2026-Q2" },
    ]);
    expect(await seenBy("app", "2026-Q2")).toEqual({
      serviceRatings: [
        { aspect: "CLEANING", average: 4.5, count: 2 },
        { aspect: "REPAIR", average: 5, count: 1 },
      ],
      myServiceRatings: [],
    });
    expect((await seenBy("otherOwner", "2026-Q2")).myServiceRatings).toEqual([
      stars("CLEANING", 5),
    ]);
  });

  it("begins anew with the quarter of the calendar in China", async () => {
    // One hour into the third quarter there, still June in London.
    at("2026-06-30T17:00:00Z");
    const { data } = await fixture.subgraph.ask(people.owner, rate, given(stars("GREENING", 2)));
    expect(data?.["rateService"]).toEqual([{ aspect: "GREENING", stars: 2, quarter: "2026-Q3" }]);
  });

  it.each(["otherCommittee", "manager", "gridWorker", "secretary", "cleaner", "app"] as const)(
    "is not for %s",
    async (who) => {
      const before = await count();
      expect(await fixture.code(who, rate, given(stars("REPAIR", 5)))).toBe("FORBIDDEN");
      expect(await count()).toBe(before);
    },
  );

  it.each([
    ["six stars", given(stars("REPAIR", 6)), "INVALID_INPUT"],
    ["nothing", given(), "INVALID_INPUT"],
    ["no aspect of service", given(stars("PARTY", 3)), "BAD_USER_INPUT"],
  ])("refuses %s", async (_what, wrong, code) => {
    const before = await count();
    expect(await fixture.code("owner", rate, wrong)).toBe(code);
    expect(await count()).toBe(before);
  });

  it("refuses a quarter that is none, and who rates where no firm serves", async () => {
    expect(await seenBy("owner", "2026-Q5")).toBe("INVALID_INPUT");
    const lonely = { ...people.owner, communities: [ids.bareCommunity] };
    const { errors } = await fixture.subgraph.ask(lonely, rate, {
      input: { community: ids.bareCommunity, stars: [stars("REPAIR", 1)] },
    });
    expect(errors?.[0]?.extensions["code"]).toBe("NOT_FOUND");
  });
});
