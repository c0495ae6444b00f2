import { seedOnce } from "@hutong/kit";
import { startTestSubgraph, type TestSubgraph } from "@hutong/kit/testing";
import { createTown } from "@hutong/town";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { owners, seedOwners } from "../src/index.js";
import { people } from "./fixture.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(owners);
  await seedOnce(subgraph.orm, "owners", seedOwners);
});
afterAll(() => subgraph.stop());

describe("the demo town", () => {
  const town = createTown();

  it("is stored once, with a contract in force wherever a firm serves", async () => {
    expect(await seedOnce(subgraph.orm, "owners", seedOwners)).toBe(false);
    const { data, errors } = await subgraph.ask(
      people.app,
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Community { serviceContract { firm { id } clauses { number respondWithinMinutes } } } } }",
      { r: town.communities.map(({ id }) => ({ __typename: "Community", id })) },
    );
    expect(errors).toBeUndefined();
    expect(data?.["_entities"].map((one: any) => one.serviceContract?.firm.id ?? null)).toEqual(
      town.communities.map(({ firmId }) => firmId),
    );
  });

  it("keeps every review", async () => {
    const { data } = await subgraph.ask(
      people.secretary,
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Complaint { review { stars } } } }",
      { r: town.reviews.map(({ complaintId: id }) => ({ __typename: "Complaint", id })) },
    );
    expect(data?.["_entities"].map((one: any) => one.review.stars)).toEqual(
      town.reviews.map(({ stars }) => stars),
    );
  });
});
