import { graphql, buildSchema } from "graphql";
import { expect, test } from "vitest";
import { federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

/** Neighbours in a ring of three; a flat has the number of who lives there. */
const person = (number: number): object => ({
  id: `p${number}`,
  name: `N${number}`,
  age: number + 30,
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

test("an outer field provides what the inner one, which provides something itself, does not", async () => {
  const typeDefs = `
    type Query { home: Flat @shareable }
    type Person @key(fields: "id", resolvable: false) { id: ID! name: String @shareable age: Int @shareable }
    type Flat @key(fields: "number", resolvable: false) {
      number: ID! label: String @shareable tenant: Person @shareable
    }`;
  const outer: SubgraphDefinition = {
    ...houses,
    typeDefs: `
      type Query { home: Flat @shareable }
      type Person @key(fields: "id") { id: ID! name: String @external age: Int @external }
      type Flat @key(fields: "number") {
        number: ID! label: String @external
        tenant: Person @shareable @provides(fields: "name")
        next: Flat @provides(fields: "label tenant { age }")
      }`,
  };
  await using f = await federate([{ ...names, typeDefs }, outer]);
  expect(
    json(await f.run("{ home { tenant { name age } next { tenant { name age } } } }")),
  ).toEqual({
    data: {
      home: { tenant: { name: "N0", age: 30 }, next: { tenant: { name: "N1", age: 31 } } },
    },
  });
});

/** Dwellings in a ring of four, every other one a flat. */
const dwelling = (number: number): object => ({
  __typename: number % 2 === 0 ? "House" : "Flat",
  ...unnamed(number),
});
/** As whoever does not know the types of dwellings has them. */
const unnamed = (number: number): object => ({
  id: `d${number}`,
  fee: number * 10,
  name: `N${number}`,
  floor: number,
  next: () => unnamed((number + 1) % 4),
  tenant: () => ({ id: `p${number}`, dwelling: () => unnamed(number) }),
});
const numberOf = ({ id }: { id: string }): number => Number(id.slice(1));
const resolved = { __resolveReference: (key: { id: string }) => dwelling(numberOf(key)) };

const dwellings: SubgraphDefinition[] = [
  {
    name: "land",
    typeDefs: `
      interface Dwelling @key(fields: "id") { id: ID! fee: Int name: String }
      type Flat implements Dwelling @key(fields: "id") {
        id: ID! fee: Int @shareable name: String @shareable floor: Int
      }
      type House implements Dwelling @key(fields: "id") {
        id: ID! fee: Int @shareable name: String @shareable
      }`,
    resolvers: { Dwelling: resolved, Flat: resolved, House: resolved },
  },
  {
    name: "walks",
    typeDefs: `
      type Query { first: Dwelling @provides(fields: "fee") }
      type Dwelling @interfaceObject @key(fields: "id") {
        id: ID! fee: Int @external name: String @external
        next: Dwelling @provides(fields: "name tenant { dwelling { name } }")
        tenant: Person
      }
      type Person @key(fields: "id") { id: ID! dwelling: Dwelling @provides(fields: "fee") }`,
    resolvers: {
      Query: { first: () => unnamed(0) },
      Dwelling: { __resolveReference: (key: { id: string }) => unnamed(numberOf(key)) },
    },
  },
];

test.each([
  ["alone", "{ first { fee next { name } } }", { fee: 0, next: { name: "N1" } }, 0],
  [
    "below each other",
    "{ first { next { name next { tenant { dwelling { name fee } } } } } }",
    { next: { name: "N1", next: { tenant: { dwelling: { name: "N2", fee: 20 } } } } },
    0,
  ],
  [
    "beside its type and that type's own fields",
    "{ first { __typename next { name ... on Flat { floor } ... on House { fee } } } }",
    { __typename: "House", next: { name: "N1", floor: 1 } },
    1,
  ],
  [
    "below a fragment on a type",
    "{ first { ... on House { next { name ... on Flat { tenant { dwelling { fee } } } } } } }",
    { next: { name: "N1", tenant: { dwelling: { fee: 10 } } } },
    2,
  ],
])("fields of an interface object are provided %s", async (_, query, first, requests) => {
  await using f = await federate(dwellings);
  expect(json(await f.run(query))).toEqual({ data: { first } });
  // What is provided is asked of nobody else.
  expect(f.servers["land"]!.requests).toHaveLength(requests);
});
