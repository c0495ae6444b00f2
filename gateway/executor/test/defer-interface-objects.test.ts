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
  return collect(await executeIncrementally(f.prepare(query), options));
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
