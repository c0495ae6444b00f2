import { newId } from "@hutong/kit";
import { startTestSubgraph, type TestSubgraph } from "@hutong/kit/testing";
import { afterAll, beforeAll, expect, it } from "vitest";

import { HomeRating } from "../src/home-rating/home-rating.entity.js";
import { consortium } from "../src/subgraph.js";
import { firmId, people, type PersonName, register } from "./fixture.js";
import { type NeighborhoodStub, startNeighborhood } from "./neighborhood.stub.js";

let firms: NeighborhoodStub;
let subgraph: TestSubgraph;
beforeAll(async () => {
  firms = await startNeighborhood("property");
  subgraph = await startTestSubgraph(consortium, {
    hubUrl: firms.url,
    serviceToken: async () => "of the consortium",
  });
  await register(subgraph);
});
afterAll(async () => {
  await subgraph.stop();
  await firms.stop();
});

const rated = (n: number, score: number, id = newId("hso", "f01")): string => {
  firms.tell("homeOrderChanged", {
    kind: "RATED",
    at: "2026-03-02T01:00:00.000Z",
    order: { id, score, project: { firm: { id: firmId(n) } } },
  });
  return id;
};
const creditOf = async (n: number, who: PersonName = "secretary") =>
  (
    await subgraph.ask(
      people[who],
      "query ($id: ID!) { propertyFirm(id: $id) { creditScore homeRatings { count average low pointsTaken } } }",
      { id: firmId(n) },
    )
  ).data!["propertyFirm"];

it("every rating of work at home goes to the firm's credit once, and low ones take of it", async () => {
  expect(await creditOf(3)).toEqual({ creditScore: 100, homeRatings: null });
  rated(3, 5);
  const twice = rated(3, 1);
  rated(3, 1, twice);
  rated(4, 5);
  const last = rated(3, 4);
  while (!(await subgraph.orm.em.fork().count(HomeRating, { id: last })))
    await new Promise((resolve) => setImmediate(resolve));
  expect(await creditOf(3)).toEqual({
    creditScore: 99,
    homeRatings: { count: 3, average: 3.33, low: 1, pointsTaken: 1 },
  });
  expect((await creditOf(4)).creditScore).toBe(100);
});

it.each<[PersonName, boolean]>([
  ["manager", true],
  ["gridWorker", true],
  ["owner", true],
  ["app", false],
])("%s sees them: %s", async (who, sees) => {
  expect((await creditOf(4, who)).homeRatings !== null).toBe(sees);
});
