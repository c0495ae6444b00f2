import { assert, jsonValue, property } from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isEqual } from "../src/execution/equal.js";
import { type Federation, federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

const NAMES: Record<string, string | null> = { u1: "Wang", u2: "Li", nameless: null };

/** Every post of one author tells the same of them, but for where they stand in the list. */
const authorOf = (id: string, rank: number) => ({ id, rank, house: { id: `house of ${id}` } });

const SUBGRAPHS: SubgraphDefinition[] = [
  {
    name: "posts",
    typeDefs: `
      type Query { posts: [Post!]! ranked: [Post!]! unnamed: [Post]! }
      type Post { author: Author }
      type Author @key(fields: "id") { id: ID! rank: Int house: House }
      type House @key(fields: "id") { id: ID! }`,
    resolvers: {
      Query: {
        posts: () => ["u1", "u2", "u1", "u1"].map((id) => ({ author: authorOf(id, 0) })),
        ranked: () => ["u1", "u2", "u1"].map((id, rank) => ({ author: authorOf(id, rank) })),
        unnamed: () => ["nameless", "u1", "nameless"].map((id) => ({ author: authorOf(id, 0) })),
      },
    },
  },
  {
    name: "people",
    typeDefs: `
      type Author @key(fields: "id") { id: ID! name: String title: String! }
      type House @key(fields: "id") { id: ID! rooms: Int }`,
    resolvers: {
      Author: {
        name: ({ id }: { id: string }) => NAMES[id],
        title: ({ id }: { id: string }) => NAMES[id] && `Mx ${NAMES[id]}`,
      },
      House: { rooms: ({ id }: { id: string }) => id.length },
    },
  },
];

let graph: Federation;
beforeAll(async () => {
  graph = await federate(SUBGRAPHS);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => {
  graph.servers["people"]!.requests.length = 0;
});

describe("an entity at several places of a list", () => {
  const author = (id: string, rank: number) => ({
    author: { id, rank, name: NAMES[id], house: { id: `house of ${id}`, rooms: 11 } },
  });

  test("is whole at each, with what is below it", async () => {
    const result = json(
      await graph.run("{ posts { author { id rank name house { id rooms } } } }"),
    );
    expect(result).toEqual({
      data: { posts: [author("u1", 0), author("u2", 0), author("u1", 0), author("u1", 0)] },
    });
  });

  test("is asked about once", async () => {
    await graph.run("{ posts { author { id rank name } } }");
    const { representations } = graph.servers["people"]!.requests[0]!.variables as {
      representations: unknown[];
    };
    expect(representations).toHaveLength(2);
  });

  test("keeps at each what differs", async () => {
    const result = json(
      await graph.run("{ ranked { author { id rank name house { id rooms } } } }"),
    );
    expect(result).toEqual({
      data: { ranked: [author("u1", 0), author("u2", 1), author("u1", 2)] },
    });
  });

  test("has its error at each", async () => {
    const result = json(await graph.run("{ unnamed { author { id house { id } title } } }"));
    expect(result.data).toEqual({
      unnamed: [
        { author: null },
        { author: { id: "u1", house: { id: "house of u1" }, title: "Mx Wang" } },
        { author: null },
      ],
    });
    expect(result.errors!.map(({ path }) => path)).toEqual([
      ["unnamed", 0, "author", "title"],
      ["unnamed", 2, "author", "title"],
    ]);
  });
});

describe("equality of JSON", () => {
  const reread = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  test("is Node's own, whatever the values", () => {
    assert(
      property(jsonValue(), jsonValue(), (one, other) => {
        expect(isEqual(reread(one), reread(one))).toBe(true);
        expect(isEqual(reread(one), reread(other))).toBe(
          isDeepStrictEqual(reread(one), reread(other)),
        );
      }),
    );
  });

  test.each([
    ['{"a":1}', '{"a":1,"b":2}'],
    ['{"a":1,"b":2}', '{"a":1}'],
    ['{"__proto__":{},"a":1}', '{"b":2,"a":1}'],
    ['{"a":null}', '{"b":null}'],
    ["[1,2]", "[1]"],
    ["[]", "{}"],
    ['{"0":1}', "[1]"],
    ['{"a":{"b":[1]}}', '{"a":{"b":["1"]}}'],
  ])("tells %s from %s", (one, other) => {
    expect(isEqual(JSON.parse(one), JSON.parse(other))).toBe(false);
  });
});
