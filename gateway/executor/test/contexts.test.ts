import { expect, test } from "vitest";
import { federate, json } from "./support/federation.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

const SHOPS = [
  { id: "s1", currency: "CNY", itemIds: ["i1", "i2"] },
  { id: "s2", currency: "EUR", itemIds: ["i1"] },
  { id: "s3", currency: null, itemIds: ["i2"] },
];
const item = (id: string) => ({ id });

const SUBGRAPHS: SubgraphDefinition[] = [
  {
    name: "shops",
    typeDefs: `
      type Query { shops: [Shop!]! shop: Shop! }
      type Shop @key(fields: "id") @context(name: "place") {
        id: ID! currency: String shelves: [[Shelf!]!]! items: [Item!]!
      }
      type Shelf @key(fields: "items { id }") { items: [Item!]! }
      type Item @key(fields: "id") {
        id: ID!
        tag(currency: String @fromContext(field: "$place { currency }")): String!
      }`,
    resolvers: {
      Query: { shops: () => SHOPS, shop: () => SHOPS[0] },
      Shop: {
        items: ({ itemIds }: { itemIds: string[] }) => itemIds.map(item),
        shelves: ({ itemIds }: { itemIds: string[] }) => [[{ items: itemIds.map(item) }], []],
        __resolveReference: ({ id }: { id: string }) => SHOPS.find((shop) => shop.id === id),
      },
      Item: {
        __resolveReference: ({ id }: { id: string }) => item(id),
        tag: ({ id }: { id: string }, { currency }: { currency?: string | null }) =>
          `${id} in ${currency}`,
      },
    },
  },
  {
    name: "facts",
    typeDefs: `type Item @key(fields: "id") { id: ID! colour: String! }`,
    resolvers: { Item: { colour: ({ id }: { id: string }) => `colour of ${id}` } },
  },
];

test("an argument is taken from the object around, also for one entity in two places", async () => {
  await using f = await federate(SUBGRAPHS);
  const result = json(await f.run("{ shops { id items { colour tag } } }"));
  expect(result).toEqual({
    data: {
      shops: SHOPS.map(({ id, currency, itemIds }) => ({
        id,
        items: itemIds.map((one) => ({ colour: `colour of ${one}`, tag: `${one} in ${currency}` })),
      })),
    },
  });
});

test("an argument is taken from two levels above, through lists of lists", async () => {
  await using f = await federate(SUBGRAPHS);
  const { data, errors } = json(await f.run("{ shops { shelves { items { t: tag } } } }"));
  expect(errors).toBeUndefined();
  expect(JSON.stringify(data)).toBe(
    JSON.stringify({
      shops: SHOPS.map(({ currency, itemIds }) => ({
        shelves: [[{ items: itemIds.map((one) => ({ t: `${one} in ${currency}` })) }], []],
      })),
    }),
  );
});

test("the argument is not the client's to give", async () => {
  await using f = await federate(SUBGRAPHS);
  expect(() => f.prepare('{ shop { items { tag(currency: "X") } } }')).toThrow("currency");
  const variables = { contextualArgument_1_0: "X" };
  const { data } = json(await f.run("{ shop { items { tag } } }", variables));
  expect(data).toEqual({ shop: { items: [{ tag: "i1 in CNY" }, { tag: "i2 in CNY" }] } });
});
