import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Federation, federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

const SUBGRAPHS: SubgraphDefinition[] = [
  {
    name: "cases",
    typeDefs: `
      type Query { cases: [Case!]! responsible: Responsible witness: Witness }
      type Case { reporter: Person! at: Place }
      interface Responsible { id: ID! }
      type Firm implements Responsible @key(fields: "id") { id: ID! head: Person office: Place }
      type Person implements Responsible @key(fields: "id") { id: ID! }
      type Place @key(fields: "street { code } number") { street: Street! number: Int! }
      type Street { code: ID! }
      union Witness = Neighbour | Camera
      type Neighbour { sees: Person }
      type Camera { sees: Place }`,
    resolvers: {
      Query: {
        cases: () => [{ reporter: { id: "p1" }, at: { street: { code: "s1" }, number: 7 } }],
        responsible: () => ({ __typename: "Firm", id: "f1", head: { id: "p2" } }),
        witness: () => ({ __typename: "Neighbour", sees: { id: "p3" } }),
      },
    },
  },
  {
    name: "people",
    typeDefs: `
      type Person @key(fields: "id") { id: ID! name: String friend: Person }
      type Firm @key(fields: "id") { id: ID! title: String }
      type Place @key(fields: "street { code } number") { street: Street! @external number: Int! @external door: String }
      type Street { code: ID! @external }`,
    resolvers: {
      Person: {
        name: ({ id }: { id: string }) => `name of ${id}`,
        friend: () => ({ id: "p9" }),
      },
      Firm: { title: ({ id }: { id: string }) => `title of ${id}` },
      Place: {
        door: ({ street, number }: { street: { code: string }; number: number }) =>
          `${street.code}-${number}`,
      },
    },
  },
  {
    name: "phones",
    typeDefs: `type Person @key(fields: "id") { id: ID! phone: String }`,
    resolvers: { Person: { phone: ({ id }: { id: string }) => `phone of ${id}` } },
  },
];

let graph: Federation;
beforeAll(async () => {
  graph = await federate(SUBGRAPHS);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => {
  for (const { requests } of Object.values(graph.servers)) requests.length = 0;
});

/** What was asked of all. */
const sent = (): string =>
  Object.values(graph.servers)
    .flatMap(({ requests }) => requests.map(({ query }) => query))
    .join("\n");

test("the type of a field that gives objects of one type is not asked for", async () => {
  const result = json(await graph.run("{ cases { reporter { name friend { phone } } } }"));
  const reporter = { name: "name of p1", friend: { phone: "phone of p9" } };
  expect(result).toEqual({ data: { cases: [{ reporter }] } });
  expect(sent()).not.toContain("__typename");
  expect(graph.servers["phones"]!.requests[0]!.variables).toEqual({
    representations: [{ __typename: "Person", id: "p9" }],
  });
});

test("a client that asks for it is told all the same", async () => {
  const result = json(await graph.run("{ cases { __typename reporter { __typename name } } }"));
  const reporter = { __typename: "Person", name: "name of p1" };
  expect(result).toEqual({ data: { cases: [{ __typename: "Case", reporter }] } });
  expect(sent()).not.toContain("__typename");
});

test("that of an interface is, and not that of what is below it", async () => {
  const query = "{ responsible { ... on Firm { title head { phone } } ... on Person { name } } }";
  const responsible = { title: "title of f1", head: { phone: "phone of p2" } };
  expect(json(await graph.run(query))).toEqual({ data: { responsible } });
  const [first] = graph.servers["cases"]!.requests;
  expect(first!.query.match(/__typename/g)).not.toBeNull();
  expect(first!.query).toMatch(/head\{id\}/);
});

test("under one name for objects of different types it is asked for", async () => {
  const query =
    "{ witness { ... on Neighbour { sees { name phone } } ... on Camera { sees { door } } } }";
  const witness = { sees: { name: "name of p3", phone: "phone of p3" } };
  expect(json(await graph.run(query))).toEqual({ data: { witness } });
});

test("a key with objects in it is read as ever", async () => {
  const result = json(await graph.run("{ cases { at { door } reporter { phone } } }"));
  expect(result).toEqual({
    data: { cases: [{ at: { door: "s1-7" }, reporter: { phone: "phone of p1" } }] },
  });
});
