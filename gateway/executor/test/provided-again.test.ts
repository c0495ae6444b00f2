import { graphql, buildSchema } from "graphql";
import { expect, test } from "vitest";
import { federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

/** Neighbours in a ring of three; a flat has the number of who lives there. */
const person = (number: number): object => ({
  id: `p${number}`,
  name: `N${number}`,
  neighbour: () => person((number + 1) % 3),
  flat: () => flat(number),
});
const flat = (number: number): object => ({
  number: `f${number}`,
  label: `L${number}`,
  tenant: () => person(number),
  next: () => flat((number + 1) % 3),
});

/** Has the names, but resolves nobody by a key. */
const names: SubgraphDefinition = {
  name: "names",
  typeDefs: `
    type Query { me: Person @shareable home: Flat @shareable }
    type Person @key(fields: "id", resolvable: false) { id: ID! name: String @shareable }
    type Flat @key(fields: "number", resolvable: false) { number: ID! label: String @shareable }`,
  resolvers: { Query: { me: () => person(0), home: () => flat(0) } },
};
/** Knows who lives where, and gives names with some of its fields. */
const houses: SubgraphDefinition = {
  name: "houses",
  typeDefs: `
    type Query { me: Person @shareable home: Flat @shareable }
    type Person @key(fields: "id") {
      id: ID! name: String @external
      neighbour: Person @provides(fields: "name")
      flat: Flat @provides(fields: "label")
    }
    type Flat @key(fields: "number") {
      number: ID! label: String @external
      tenant: Person @provides(fields: "name")
      next: Flat @provides(fields: "label tenant { name }")
    }`,
  resolvers: { Query: { me: () => person(0), home: () => flat(0) } },
};
const oneServer = buildSchema(`
  type Query { me: Person home: Flat }
  type Person { id: ID! name: String neighbour: Person flat: Flat }
  type Flat { number: ID! label: String tenant: Person next: Flat }`);

test.each([
  ["the type it stands on", "{ me { neighbour { neighbour { name neighbour { id name } } } } }"],
  ["a type that gives it in turn", "{ me { name flat { tenant { flat { label } name } } } }"],
  ["the same type in another order", "{ home { tenant { flat { label tenant { name } } } } }"],
  [
    "a type that is provided with more",
    "{ home { next { label tenant { name neighbour { name } flat { label } } next { label } } } }",
  ],
])("a field gives what it provides below a field that provides %s", async (_, query) => {
  await using f = await federate([names, houses]);
  const rootValue = { me: () => person(0), home: () => flat(0) };
  const expected = await graphql({ schema: oneServer, source: query, rootValue });
  expect(json(await f.run(query))).toEqual(json(expected));
});

test("what a field does not provide is asked of nobody who cannot give it", async () => {
  const typeDefs = houses.typeDefs.replace("neighbour:", "friend: Person neighbour:");
  await using f = await federate([names, { ...houses, typeDefs }]);
  expect(() => f.prepare("{ me { neighbour { friend { name } } } }")).toThrow(/name/);
  expect(() => f.prepare("{ me { friend { neighbour { name } } } }")).not.toThrow();
});
