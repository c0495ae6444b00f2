import { seedOnce, setDomainClock } from "@hutong/kit";
import { startTestSubgraph, type TestSubgraph } from "@hutong/kit/testing";
import { createTown } from "@hutong/town";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { HelpRequest } from "../src/help-request/help-request.entity.js";
import { requireAnonymous } from "../src/help-request/anonymous.js";
import { consortium, seedConsortium } from "../src/index.js";
import { people } from "./fixture.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(consortium);
  await seedOnce(subgraph.orm, "consortium", seedConsortium);
});
afterAll(() => subgraph.stop());

describe("the demo town", () => {
  const town = createTown();

  it("is stored once, with its firms, experts and requests", async () => {
    expect(await seedOnce(subgraph.orm, "consortium", seedConsortium)).toBe(false);
    const { data, errors } = await subgraph.ask(
      people.secretary,
      `{ propertyFirms(first: 100) { edges { node { operator experts(first: 100) { edges { node { name } } } } } }
         helpRequests(first: 100) { edges { node { state acceptedOffer { id expert { personId } } offers { id state } clocks { stoppedAt } } } } }`,
    );
    expect(errors).toBeUndefined();
    const firms = data?.["propertyFirms"].edges;
    expect(firms).toHaveLength(29);
    expect(firms.flatMap(({ node }: any) => node.experts.edges)).toHaveLength(town.experts.length);
    const requests = data?.["helpRequests"].edges.map(({ node }: any) => node);
    expect(requests).toHaveLength(
      town.helpRequests.filter(({ state }) => state !== "DRAFT").length,
    );
    for (const { acceptedOffer, offers, clocks } of requests) {
      const accepted = offers.filter(({ state }: any) => state === "ACCEPTED");
      expect(accepted.map(({ id }: any) => id)).toEqual(acceptedOffer ? [acceptedOffer.id] : []);
      if (acceptedOffer) expect(clocks[0].stoppedAt).not.toBeNull();
    }
  });

  it("has rates from its first day on", async () => {
    const { data, errors } = await subgraph.ask(
      people.secretary,
      `{ rates(from: "2000-01-01", to: "2999-01-01") { received completion { numerator denominator } satisfaction { denominator } }
         libraryCases(first: 100) { edges { node { libraryCase { id } } } } }`,
    );
    expect(errors).toBeUndefined();
    const counted = town.complaints.filter(({ state }) => !["MERGED", "REJECTED"].includes(state));
    expect(data?.["rates"].received).toBe(counted.length);
    expect(data?.["rates"].completion.numerator).toBeGreaterThan(0);
    expect(data?.["rates"].satisfaction.denominator).toBe(
      counted.filter(({ callback }) => callback?.satisfied !== undefined).length,
    );
    expect(data?.["libraryCases"].edges).toHaveLength(
      town.helpRequests.filter(({ state }) => state === "CLOSED").length,
    );
  });

  it("tells all firms about nobody's home", () => {
    for (const { summary, advice, offers } of town.helpRequests) {
      expect(() => requireAnonymous({ summary, advice })).not.toThrow();
      for (const { note } of offers) expect(() => requireAnonymous({ note })).not.toThrow();
    }
  });

  it("asks firms until the deadline, and then has the secretariat send somebody", async () => {
    const ids = town.helpRequests.filter(({ state }) => state === "BROADCAST").map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    const states = async () =>
      (await subgraph.orm.em.fork().find(HelpRequest, { id: { $in: ids } })).map(
        ({ state }) => state,
      );
    setDomainClock({ start: new Date(Date.now() + 5 * 3_600_000), speed: 1, since: new Date() });
    while ((await states()).some((state) => state !== "NO_OFFER"))
      await new Promise((resolve) => setImmediate(resolve));
    setDomainClock();
  });
});
