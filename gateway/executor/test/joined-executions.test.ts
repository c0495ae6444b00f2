import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { execute, type RequestContext } from "../src/index.js";
import { type Federation, federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

const SUBGRAPHS: SubgraphDefinition[] = [
  {
    name: "lists",
    typeDefs: `
      type Query { one(upc: ID!): Product two(upcs: [ID!]!): [Product] }
      type Product @key(fields: "upc") { upc: ID! }`,
    resolvers: {
      Query: {
        one: (_: unknown, args: { upc: string }) => args,
        two: (_: unknown, { upcs }: { upcs: string[] }) => upcs.map((upc) => ({ upc })),
      },
    },
  },
  {
    name: "facts",
    typeDefs: `
      type Product @key(fields: "upc") { upc: ID! name: String label(size: Int): String parts: [Part!] }
      type Part { title: String }`,
    resolvers: {
      Product: {
        __resolveReference: async ({ upc }: { upc: string }) => {
          if (upc === "zz") throw new Error("There is no zz.");
          return { upc };
        },
        name: ({ upc }: { upc: string }) => `name of ${upc}`,
        label: ({ upc }: { upc: string }, { size }: { size?: number }) => `${upc}:${size}`,
        parts: ({ upc }: { upc: string }) => [{ title: `part of ${upc}` }],
      },
    },
  },
];

let graph: Federation;
beforeAll(async () => {
  graph = await federate(SUBGRAPHS);
  // The lists' answers come together when they come by one connection.
  await graph.run('{ one(upc: "p1") { upc } }');
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => {
  graph.servers["facts"]!.requests.length = 0;
  graph.servers["facts"]!.intercept = undefined;
});
const asked = () => graph.servers["facts"]!.requests;

type Operation = readonly [query: string, variables?: Record<string, unknown>];
const alike: RequestContext = { headers: { authorization: "a" }, isJoinable: true };

/** Executes operations so that what they ask of `facts` is asked in one turn. */
async function runTogether(
  operations: readonly Operation[],
  contextOf: (index: number) => RequestContext = () => alike,
) {
  const waiting: (() => void)[] = [];
  const lists = graph.dataSources.get("lists")!;
  const dataSources = new Map(graph.dataSources).set("lists", {
    ...lists,
    async execute(request, context) {
      const response = await lists.execute(request, context);
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === operations.length) for (const go of waiting) go();
      });
      return response;
    },
  });
  return Promise.all(
    operations.map(async ([query, variables = {}], index) =>
      json(
        await execute(graph.prepare(query), { dataSources, variables, context: contextOf(index) }),
      ),
    ),
  );
}

describe("what different operations ask of a subgraph at the same time", () => {
  test("is one request, with each entity once", async () => {
    const results = await runTogether([
      ['{ a: one(upc: "p1") { n: upc name } }'],
      ['query Named { b: one(upc: "p1") { name } }'],
      ['{ two(upcs: ["p2", "p1"]) { name } }'],
    ]);
    expect(results.map(({ data }) => data)).toEqual([
      { a: { n: "p1", name: "name of p1" } },
      { b: { name: "name of p1" } },
      { two: [{ name: "name of p2" }, { name: "name of p1" }] },
    ]);
    expect(asked().map(({ variables }) => variables!["representations"])).toEqual([
      [
        { __typename: "Product", upc: "p1" },
        { __typename: "Product", upc: "p2" },
      ],
    ]);
  });

  test("is told each as its own: objects below an entity are not shared", async () => {
    const query = '{ one(upc: "p1") { parts { title } } }';
    const results = await runTogether([[query], [query], [query]]);
    const data = { one: { parts: [{ title: "part of p1" }] } };
    expect(results).toEqual([{ data }, { data }, { data }]);
    expect(asked()).toHaveLength(1);
  });

  test("is never one request for different callers", async () => {
    const query = '{ one(upc: "p1") { name } }';
    await runTogether([[query], [query], [query]], (index) => ({
      headers: { authorization: String(index % 2), "x-request-id": String(index) },
      isJoinable: true,
    }));
    expect(asked().map(({ headers }) => headers.authorization)).toEqual(["0", "1"]);
  });

  test("is not one request where the fields or their arguments differ", async () => {
    const query = 'query ($s: Int) { one(upc: "p1") { label(size: $s) } }';
    const results = await runTogether([
      [query, { s: 1 }],
      [query, { s: 2 }],
      ['{ one(upc: "p1") { name } }'],
    ]);
    expect(results.map(({ data }) => data)).toEqual([
      { one: { label: "p1:1" } },
      { one: { label: "p1:2" } },
      { one: { name: "name of p1" } },
    ]);
    expect(asked()).toHaveLength(3);
  });

  test("is not one request for those who may leave alone", async () => {
    const query = '{ one(upc: "p1") { name } }';
    await runTogether([[query], [query]], () => ({ headers: {} }));
    expect(asked()).toHaveLength(2);
  });

  test("gives an error to those whose entity it is", async () => {
    const results = await runTogether([
      ['{ one(upc: "p1") { name } }'],
      ['{ two(upcs: ["p2", "zz"]) { name } }'],
      ['{ x: one(upc: "zz") { name } }'],
    ]);
    expect(asked()).toHaveLength(1);
    expect(results.map(({ data }) => data)).toEqual([
      { one: { name: "name of p1" } },
      { two: [{ name: "name of p2" }, { name: null }] },
      { x: { name: null } },
    ]);
    expect(results.map(({ errors }) => errors?.map(({ path }) => path))).toEqual([
      undefined,
      [["two", 1]],
      [["x"]],
    ]);
  });

  test("is asked one by one where together it has no answer", async () => {
    graph.servers["facts"]!.intercept = ({ variables }, response) => {
      if ((variables!["representations"] as unknown[]).length < 2) return false;
      response.end(JSON.stringify({ data: null, errors: [{ message: "Too much." }] }));
      return true;
    };
    const results = await runTogether([
      ['{ one(upc: "p1") { name } }'],
      ['{ one(upc: "p2") { name } }'],
    ]);
    expect(results).toEqual([
      { data: { one: { name: "name of p1" } } },
      { data: { one: { name: "name of p2" } } },
    ]);
    expect(asked()).toHaveLength(3);
  });

  test("fails for all when the subgraph does not answer", async () => {
    graph.servers["facts"]!.intercept = (_, response) => {
      response.destroy();
      return true;
    };
    const results = await runTogether([
      ['{ one(upc: "p1") { name } }'],
      ['{ x: one(upc: "p2") { name } }'],
    ]);
    expect(results.map(({ errors }) => errors?.[0]?.extensions["code"])).toEqual([
      "SUBGRAPH_UNAVAILABLE",
      "SUBGRAPH_UNAVAILABLE",
    ]);
  });
});
