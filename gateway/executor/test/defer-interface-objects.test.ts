import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { executeIncrementally } from "../src/index.js";
import { type Federation, federate } from "./support/federation.js";
import { collect } from "./support/incremental.js";

const homes: Parameters<typeof federate>[0] = [
  {
    name: "houses",
    typeDefs: `
      interface Home @key(fields: "id") { id: ID! }
      type Flat implements Home @key(fields: "id") { id: ID! floor: Int }
      type Shop implements Home @key(fields: "id") { id: ID! sells: String }
      union Tall = Flat`,
    resolvers: {
      Home: {
        __resolveReference: ({ id }: { id: string }) => ({ __typename: "Flat", id, floor: 6 }),
      },
      Flat: { __resolveReference: ({ id }: { id: string }) => ({ id, floor: 6 }) },
    },
  },
  {
    name: "noise",
    typeDefs: `
      type Query { loudest: Home }
      type Home @interfaceObject @key(fields: "id") { id: ID! decibel: Int }`,
    resolvers: {
      Query: { loudest: () => ({ id: "f1" }) },
      Home: {
        __resolveReference: (home: object) => home,
        decibel: ({ id }: { id: string }) => (id === "f1" ? 70 : 40),
      },
    },
  },
];

const parts = async (f: Federation, query: string) => {
  const { dataSources } = f;
  const options = { dataSources, variables: {}, context: { headers: {} } };
  const begin = () => executeIncrementally(f.prepare(query), options);
  // A planner that comes to no end holds its process, and the test's own limit would never be seen.
  const begun = runInNewContext("begin()", { begin }, { timeout: 10_000 }) as ReturnType<
    typeof begin
  >;
  return collect(await begun);
};

test("a deferred fragment waits to learn the type of an interface's object", async () => {
  await using f = await federate(homes);
  const query = `{
    loudest { id ... on Tall @defer(label: "tall") { __typename ... on Flat { floor } } ... on Shop @defer { sells } }
  }`;
  const { data, errors, messages } = await parts(f, query);
  expect({ data, errors }).toEqual({
    data: { loudest: { id: "f1", __typename: "Flat", floor: 6 } },
    errors: [],
  });
  const payloads = messages.flatMap(({ incremental }) => incremental ?? []);
  expect(payloads.map(({ label, path }) => ({ label, path }))).toEqual([
    { label: "tall", path: ["loudest"] },
  ]);
  expect(messages.at(-1)!.hasNext).toBe(false);
});

const taxed: Parameters<typeof federate>[0] = [
  {
    name: "tax",
    typeDefs: `
      type Query { rented: [Home] @shareable }
      type Garage @key(fields: "id") { id: ID! }
      union Rentable = Garage
      type Home @interfaceObject @key(fields: "id") {
        id: ID!
        area: Int @external
        tax: Int @requires(fields: "area")
      }`,
    resolvers: {
      Query: { rented: () => [{ id: "f1" }] },
      Home: {
        __resolveReference: (home: object) => home,
        tax: ({ area }: { area: number }) => area * 2,
      },
    },
  },
  {
    name: "land",
    typeDefs: `
      type Query { rented: [Home] @shareable }
      interface Home @key(fields: "id") { id: ID! area: Int }
      type Flat implements Home @key(fields: "id") { id: ID! area: Int }
      union Rentable = Flat`,
    resolvers: {
      Query: { rented: () => [{ __typename: "Flat", id: "f1", area: 60 }] },
      Home: {
        __resolveReference: ({ id }: { id: string }) => ({ __typename: "Flat", id, area: 60 }),
      },
      Flat: { __resolveReference: ({ id }: { id: string }) => ({ id, area: 60 }) },
    },
  },
];

test("a deferred fragment and a requirement that both need the type are planned to an end", async () => {
  await using f = await federate(taxed);
  const query = `{
    rented { ... on Rentable { __typename ... @defer(label: "type") { __typename } } tax area }
  }`;
  const { data, errors } = await parts(f, query);
  expect({ data, errors }).toEqual({
    data: { rented: [{ __typename: "Flat", tax: 120, area: 60 }] },
    errors: [],
  });
});
