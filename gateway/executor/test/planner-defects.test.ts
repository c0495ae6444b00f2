import { describe, expect, test } from "vitest";
import { federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

const posts: SubgraphDefinition = {
  name: "posts",
  typeDefs: /* GraphQL */ `
    type Query {
      post: Post
      posts: [Post!]!
    }
    type Post @key(fields: "id") {
      id: ID!
      comments(limit: Int!): [Comment!]!
    }
    type Comment @shareable {
      text: String!
    }
  `,
  resolvers: {
    Query: { post: () => ({ id: "p1" }), posts: () => [{ id: "p1" }, { id: "p2" }] },
    Post: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      comments: ({ id }: { id: string }, { limit }: { limit: number }) =>
        Array.from({ length: limit }, (_, index) => ({ text: `${id}.${index}` })),
    },
  },
};
const digest: SubgraphDefinition = {
  name: "digest",
  typeDefs: /* GraphQL */ `
    type Post @key(fields: "id") {
      id: ID!
      comments(limit: Int!): [Comment!]! @external
      digest: String! @requires(fields: "comments(limit: 3) { text }")
      teaser: String! @requires(fields: "comments(limit: 2) { text }")
    }
    type Comment @shareable {
      text: String!
    }
  `,
  resolvers: {
    Post: {
      __resolveReference: (post: object) => post,
      digest: ({ comments }: { comments: { text: string }[] }) =>
        comments.map(({ text }) => text).join(),
      teaser: ({ comments }: { comments: { text: string }[] }) =>
        comments.map(({ text }) => text).join(),
    },
  },
};

describe("arguments in @requires", () => {
  test("leave the client's own arguments on the same field alone", async () => {
    await using f = await federate([posts, digest]);
    const query =
      "{ post { comments(limit: 1) { text } digest } posts { id comments(limit: 1) { t: text } digest } }";
    expect(json(await f.run(query))).toEqual({
      data: {
        post: { comments: [{ text: "p1.0" }], digest: "p1.0,p1.1,p1.2" },
        posts: ["p1", "p2"].map((id) => ({
          id,
          comments: [{ t: `${id}.0` }],
          digest: `${id}.0,${id}.1,${id}.2`,
        })),
      },
    });
  });

  test("each reach the field that requires them", async () => {
    await using f = await federate([posts, digest]);
    const query = "{ post { teaser digest } }";
    expect(json(await f.run(query))).toEqual({
      data: { post: { teaser: "p1.0,p1.1", digest: "p1.0,p1.1,p1.2" } },
    });
  });

  test("each reach it also when different subgraphs require them", async () => {
    const teasers: SubgraphDefinition = {
      name: "teasers",
      typeDefs: `
        type Post @key(fields: "id") {
          id: ID!
          comments(limit: Int!): [Comment!]! @external
          first: String! @requires(fields: "comments(limit: 1) { text }")
        }
        type Comment @shareable { text: String! }`,
      resolvers: {
        Post: {
          __resolveReference: (post: object) => post,
          first: ({ comments }: { comments: { text: string }[] }) =>
            comments.map(({ text }) => text).join(),
        },
      },
    };
    await using f = await federate([posts, digest, teasers]);
    expect(
      json(await f.run("{ post { first digest teaser comments(limit: 2) { text } } }")),
    ).toEqual({
      data: {
        post: {
          first: "p1.0",
          digest: "p1.0,p1.1,p1.2",
          teaser: "p1.0,p1.1",
          comments: [{ text: "p1.0" }, { text: "p1.1" }],
        },
      },
    });
  });

  test("also when the client asks for that field with a third", async () => {
    await using f = await federate([posts, digest]);
    const query =
      "query ($n: Int!) { post { digest comments(limit: $n) { text } other: comments(limit: 2) { text } teaser } }";
    expect(json(await f.run(query, { n: 1 }))).toEqual({
      data: {
        post: {
          digest: "p1.0,p1.1,p1.2",
          comments: [{ text: "p1.0" }],
          other: [{ text: "p1.0" }, { text: "p1.1" }],
          teaser: "p1.0,p1.1",
        },
      },
    });
  });
});

test("a key that is not resolvable is not used, even when it is the first", async () => {
  await using f = await federate([
    {
      name: "catalog",
      typeDefs: `type Query { item: Item } type Item @key(fields: "sku") @key(fields: "id") { id: ID! sku: ID! name: String }`,
      resolvers: { Query: { item: () => ({ id: "1", sku: "s1", name: "N" }) } },
    },
    {
      name: "stock",
      typeDefs: `type Item @key(fields: "sku", resolvable: false) @key(fields: "id") { id: ID! sku: ID! count: Int! }`,
      resolvers: {
        Item: { __resolveReference: ({ id }: { id?: string }) => (id ? { id, count: 4 } : null) },
      },
    },
  ]);
  expect(json(await f.run("{ item { name count } }"))).toEqual({
    data: { item: { name: "N", count: 4 } },
  });
});

test("a subgraph is not come back to by a key that it does not resolve", async () => {
  const row = { id: "1", sku: "s1", weight: 9 };
  await using f = await federate([
    {
      name: "catalog",
      typeDefs: `type Item @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! weight: Int! }`,
      resolvers: { Item: { __resolveReference: () => row } },
    },
    {
      name: "stock",
      typeDefs: `
        type Query { item: Item }
        type Item @key(fields: "id", resolvable: false) @key(fields: "sku") {
          id: ID! sku: ID! weight: Int! @external fee: Int! @requires(fields: "weight")
        }`,
      resolvers: {
        Query: { item: () => ({ id: "1", sku: "s1" }) },
        Item: {
          fee: ({ weight }: { weight: number }) => weight * 2,
          __resolveReference: (key: { sku?: string }) => (key.sku ? key : null),
        },
      },
    },
  ]);
  expect(json(await f.run("{ item { fee } }"))).toEqual({ data: { item: { fee: 18 } } });
});

test("a field that is required, and requires something itself, is told it first", async () => {
  await using f = await federate([
    {
      name: "shelves",
      typeDefs: `
        type Query { item: Item }
        type Item @key(fields: "id") {
          id: ID! place: String weight: Int @external
          label: String @requires(fields: "weight")
        }`,
      resolvers: {
        Query: { item: () => ({ id: "1", place: "top" }) },
        Item: {
          __resolveReference: (item: object) => ({ ...item, place: "top" }),
          label: ({ weight }: { weight?: number }) => `${weight} kg`,
        },
      },
    },
    {
      name: "catalog",
      typeDefs: `
        type Item @key(fields: "id") {
          id: ID! weight: Int label: String @external place: String @external
          summary: String @requires(fields: "label place")
        }`,
      resolvers: {
        Item: {
          __resolveReference: (item: object) => ({ ...item, weight: 9 }),
          summary: ({ label, place }: Record<string, string>) => `${label}, ${place}`,
        },
      },
    },
  ]);
  expect(json(await f.run("{ item { summary } }"))).toEqual({
    data: { item: { summary: "9 kg, top" } },
  });
  expect(f.servers["shelves"]!.requests[0]!.query).not.toContain("weight");
});

test("a required field of the first subgraph, which requires another's, is told it first", async () => {
  await using f = await federate([
    {
      name: "first",
      typeDefs: `
        type Query { items: [[Item!]]! }
        type Item @key(fields: "id") {
          id: ID! weight: Int @external label(unit: String): String @requires(fields: "weight")
        }`,
      resolvers: {
        Query: { items: () => [[{ id: "1" }, { id: "2" }], null] },
        Item: {
          __resolveReference: (item: object) => item,
          label: ({ weight }: { weight?: number }) => `${weight} kg`,
        },
      },
    },
    {
      name: "scales",
      typeDefs: `type Item @key(fields: "id") { id: ID! weight: Int }`,
      resolvers: {
        Item: { __resolveReference: ({ id }: { id: string }) => ({ id, weight: Number(id) * 9 }) },
      },
    },
    {
      name: "texts",
      typeDefs: `
        type Item @key(fields: "id") {
          id: ID! label(unit: String): String @external summary: String @requires(fields: "label")
        }`,
      resolvers: {
        Item: {
          __resolveReference: (item: object) => item,
          summary: ({ label }: Record<string, string>) => `It has ${label}.`,
        },
      },
    },
  ]);
  expect(json(await f.run("{ items { summary } other: items { label id } }"))).toEqual({
    data: {
      items: [[{ summary: "It has 9 kg." }, { summary: "It has 18 kg." }], null],
      other: [
        [
          { label: "9 kg", id: "1" },
          { label: "18 kg", id: "2" },
        ],
        null,
      ],
    },
  });
});

test("an object that becomes null under one alias stays under the other", async () => {
  await using f = await federate([
    {
      name: "a",
      typeDefs: "type Query { t: T } type T { u: U } type U { id: ID fails: Int! }",
      resolvers: {
        Query: { t: () => ({}) },
        T: { u: () => ({ id: "1" }) },
        U: {
          fails: () => {
            throw new Error("no");
          },
        },
      },
    },
  ]);
  const result = json(await f.run("{ t { u { fails } } other: t { u { id } } }"));
  expect(result.data).toEqual({ t: { u: null }, other: { u: { id: "1" } } });
  expect(result.errors?.map(({ path }) => path)).toEqual([["t", "u", "fails"]]);
});
