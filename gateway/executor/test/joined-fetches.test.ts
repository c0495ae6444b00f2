import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Federation, federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

const PRODUCT_NAMES: Record<string, string> = { p1: "Lamp", p2: "Chair" };

const SUBGRAPHS: SubgraphDefinition[] = [
  {
    name: "lists",
    typeDefs: `
      type Query { first: [Product!]! second: [Product!]! makers: [Maker!]! }
      type Mutation { rename(upc: ID!, name: String!): Product! }
      type Product @key(fields: "upc") { upc: ID! maker: Maker }
      type Maker @key(fields: "id") { id: ID! best: Product }`,
    resolvers: {
      Query: {
        first: () => [{ upc: "p1" }, { upc: "p2" }],
        second: () => [{ upc: "p2" }, { upc: "p1" }, { upc: "zz" }],
        makers: () => [{ id: "m1" }],
      },
      Mutation: {
        rename: (_: unknown, { upc, name }: { upc: string; name: string }) => {
          PRODUCT_NAMES[upc] = name;
          return { upc };
        },
      },
      Product: { maker: () => ({ id: "m1" }) },
      Maker: { best: () => ({ upc: "p1" }) },
    },
  },
  {
    name: "facts",
    typeDefs: `
      type Product @key(fields: "upc") { upc: ID! name: String label(size: Int): String parts: [Part!] }
      type Part { title: String }
      type Maker @key(fields: "id") { id: ID! title: String }`,
    resolvers: {
      Product: {
        __resolveReference: async ({ upc }: { upc: string }) => {
          if (upc === "zz") throw new Error("There is no zz.");
          return { upc };
        },
        name: ({ upc }: { upc: string }) => PRODUCT_NAMES[upc],
        label: ({ upc }: { upc: string }, { size }: { size?: number }) => `${upc}:${size}`,
        parts: ({ upc }: { upc: string }) => [{ title: `part of ${upc}` }],
      },
      Maker: { title: ({ id }: { id: string }) => `maker ${id}` },
    },
  },
];

let graph: Federation;
beforeAll(async () => {
  graph = await federate(SUBGRAPHS);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => {
  graph.servers["facts"]!.requests.length = 0;
  graph.servers["facts"]!.intercept = undefined;
});
const asked = () => graph.servers["facts"]!.requests;

describe("what one operation asks of a subgraph at the same time", () => {
  test("is one request", async () => {
    const result = json(await graph.run("{ first { label(size: 1) } makers { id title } }"));
    expect(result.data).toEqual({
      first: [{ label: "p1:1" }, { label: "p2:1" }],
      makers: [{ id: "m1", title: "maker m1" }],
    });
    expect(asked()).toHaveLength(1);
  });

  test("has each variable once", async () => {
    const query =
      "query ($s: Int, $t: Int) { first { label(size: $s) } second { a: label(size: $s) b: label(size: $t) } }";
    const result = json(await graph.run(query, { s: 1, t: 2 }));
    expect(result.data).toEqual({
      first: [{ label: "p1:1" }, { label: "p2:1" }],
      second: [
        { a: "p2:1", b: "p2:2" },
        { a: "p1:1", b: "p1:2" },
        { a: null, b: null },
      ],
    });
    expect(asked()).toHaveLength(1);
    expect(asked()[0]!.variables).toMatchObject({ s: 1, t: 2 });
  });

  test("names every entity once", async () => {
    const result = json(await graph.run("{ first { name } second { name } }"));
    expect(result).toMatchObject({
      data: {
        first: [{ name: "Lamp" }, { name: "Chair" }],
        second: [{ name: "Chair" }, { name: "Lamp" }, { name: null }],
      },
      errors: [{ message: "There is no zz.", path: ["second", 2] }],
    });
    expect(asked()).toHaveLength(1);
    const sent = asked()[0]!.variables!["representations"] as { upc: string }[];
    expect(sent.map(({ upc }) => upc)).toEqual(["p1", "p2", "zz"]);
  });

  test("keeps the errors of each place apart", async () => {
    const query = "{ second { name } first { parts { title } } }";
    const { data, errors } = json(await graph.run(query));
    expect(errors).toEqual([
      expect.objectContaining({ message: "There is no zz.", path: ["second", 2] }),
    ]);
    expect(data).toMatchObject({ first: [{ parts: [{ title: "part of p1" }] }, {}] });
  });

  test("is asked apart when together nothing came of it", async () => {
    graph.servers["facts"]!.intercept = ({ query }, response) => {
      if (!query.includes("title")) return false;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ data: null, errors: [{ message: "No makers here." }] }));
      return true;
    };
    const result = json(await graph.run("{ first { name } makers { title } }"));
    expect(result.data).toEqual({
      first: [{ name: "Lamp" }, { name: "Chair" }],
      makers: [{ title: null }],
    });
    expect(result.errors).toMatchObject([{ message: "No makers here.", path: ["makers", 0] }]);
    expect(asked()).toHaveLength(3);
  });

  test("is one error for each place when the subgraph is away", async () => {
    graph.servers["facts"]!.intercept = (_, response) => !!response.destroy();
    const { data, errors } = json(await graph.run("{ first { name } makers { title } }"));
    expect(data).toEqual({ first: [{ name: null }, { name: null }], makers: [{ title: null }] });
    expect(errors?.map(({ path }) => path)).toEqual([["first"], ["makers", 0]]);
  });
});

describe("an entity reached on a second way", () => {
  test("is not asked for again", async () => {
    const query = "{ first { name maker { title best { name } } } }";
    const result = json(await graph.run(query));
    expect(result.data).toMatchObject({
      first: [{ name: "Lamp", maker: { title: "maker m1", best: { name: "Lamp" } } }, {}],
    });
    const products = asked().flatMap(({ variables }) =>
      Object.values(variables!).flatMap((list) =>
        (list as { upc?: string }[]).map(({ upc }) => upc),
      ),
    );
    expect(products.filter((upc) => upc === "p1")).toHaveLength(1);
  });

  test("is asked for again in a mutation, which may have changed it", async () => {
    const query = `mutation {
      a: rename(upc: "p1", name: "Torch") { name }
      b: rename(upc: "p1", name: "Lamp") { name }
    }`;
    expect(json(await graph.run(query)).data).toEqual({ a: { name: "Lamp" }, b: { name: "Lamp" } });
    const sent = asked().flatMap(({ variables }) => Object.values(variables!).flat());
    expect(sent).toHaveLength(2);
  });
});
