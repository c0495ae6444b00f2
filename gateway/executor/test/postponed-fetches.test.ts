import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Federation, federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

const SUBGRAPHS: SubgraphDefinition[] = [
  {
    name: "lists",
    typeDefs: `
      type Query { products: [Product!]! }
      type Product @key(fields: "upc") { upc: ID! similar: [Product!]! }`,
    resolvers: {
      Query: { products: () => [{ upc: "p1" }, { upc: "p2" }] },
      Product: { similar: () => [{ upc: "p3" }] },
    },
  },
  {
    name: "weights",
    typeDefs: `type Product @key(fields: "upc") { upc: ID! weight: Int }`,
    resolvers: {
      Product: {
        __resolveReference: (key: object) => key,
        weight: ({ upc }: { upc: string }) => Number(upc.slice(1)) * 10,
      },
    },
  },
  {
    name: "stock",
    typeDefs: `
      type Product @key(fields: "upc") {
        upc: ID! weight: Int @external
        left: Int! price: Int @requires(fields: "weight")
      }`,
    resolvers: {
      Product: {
        __resolveReference: (key: object) => key,
        left: ({ upc }: { upc: string }) => Number(upc.slice(1)),
        price: ({ weight }: { weight?: number }) => (weight === undefined ? null : weight * 2),
      },
    },
  },
];

let graph: Federation;
beforeAll(async () => {
  graph = await federate(SUBGRAPHS);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => {
  for (const server of Object.values(graph.servers)) {
    server.requests.length = 0;
    server.intercept = undefined;
  }
});
const asked = (name: string): number => graph.servers[name]!.requests.length;

test("what can be asked at once waits for what the same subgraph is asked later", async () => {
  expect(json(await graph.run("{ products { left price } }"))).toEqual({
    data: {
      products: [
        { left: 1, price: 20 },
        { left: 2, price: 40 },
      ],
    },
  });
  expect([asked("weights"), asked("stock")]).toEqual([1, 1]);
});

test("wherever in the operation it is asked", async () => {
  expect(json(await graph.run("{ products { left similar { left price } } }"))).toEqual({
    data: { products: [1, 2].map((left) => ({ left, similar: [{ left: 3, price: 60 }] })) },
  });
  expect(asked("stock")).toBe(1);
});

test("nothing is lost with what the later one lacks", async () => {
  graph.servers["weights"]!.intercept = (_, response) => {
    response.writeHead(503).end();
    return true;
  };
  expect(json(await graph.run("{ products { left price } }"))).toEqual({
    data: { products: [1, 2].map((left) => ({ left, price: null })) },
    errors: [
      expect.objectContaining({
        extensions: { code: "SUBGRAPH_UNAVAILABLE", subgraph: "weights" },
      }),
    ],
  });
  expect(asked("stock")).toBe(1);
});

test("each keeps its own representation", async () => {
  await graph.run("{ products { left price } }");
  const { variables } = graph.servers["stock"]!.requests[0]!;
  const lists = Object.values(variables as Record<string, object[]>);
  expect(lists.map((list) => Object.keys(list[0]!).sort())).toEqual([
    ["__typename", "upc", "weight"],
    ["__typename", "upc"],
  ]);
});
