import { expect, test } from "vitest";
import { federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

/** An interface that one party knows without any type behind it, and another as an object. */
const parties: SubgraphDefinition[] = [
  {
    name: "map",
    typeDefs: `
      type Query { place: Place gate: Gate }
      interface Place @key(fields: "id") { id: ID! }
      type Gate { place: Place open: Boolean }`,
    resolvers: {
      Query: { place: () => ({ __typename: "Place", id: "p1" }), gate: () => ({ open: true }) },
      Place: { __resolveType: () => "Place" },
    },
  },
  {
    name: "noise",
    typeDefs: `
      type Query { loudest: Place }
      type Place @interfaceObject @key(fields: "id", resolvable: false) { id: ID! decibel: Int }`,
    resolvers: { Query: { loudest: () => ({ id: "p1", decibel: 70 }) } },
  },
];

test("an operation with a field that no subgraph can give there is refused, not answered with null", async () => {
  await using f = await federate(parties);
  for (const query of [
    "{ place { decibel } }",
    "{ loudest { decibel } gate { open place { decibel } } }",
    "fragment P on Gate { place { decibel } } { gate { open ...P } }",
    "{ gate { open ... @defer { place { decibel } } } }",
  ]) {
    expect(() => f.prepare(query), query).toThrow(/place/);
  }
  expect(f.servers["map"]!.requests).toEqual([]);
});

test("and what can be had of the same types is answered", async () => {
  await using f = await federate(parties);
  expect(json(await f.run("{ loudest { id decibel } gate { open } }"))).toEqual({
    data: { loudest: { id: "p1", decibel: 70 }, gate: { open: true } },
  });
});
