import { expect, test } from "vitest";
import { executeIncrementally } from "../src/index.js";
import { federate, json } from "./support/federation.js";
import { collect } from "./support/incremental.js";
import type { SubgraphDefinition } from "./support/subgraph-server.js";

const dwellings = [
  { __typename: "Flat", id: "f1", area: 60 },
  { __typename: "House", id: "h1", area: 200 },
  { __typename: "Shop", id: "s1", area: 30 },
];
const find = ({ id }: { id: string }) => dwellings.find((dwelling) => dwelling.id === id);

/** Knows dwellings of three types; fees are computed by a party to which they are all the same. */
const fees: SubgraphDefinition[] = [
  {
    name: "land",
    typeDefs: `
      type Query { dwellings: [Dwelling!]! }
      interface Dwelling @key(fields: "id") { id: ID! area: Int owner: String }
      type Flat implements Dwelling @key(fields: "id") { id: ID! area: Int owner: String }
      type House implements Dwelling @key(fields: "id") { id: ID! area: Int owner: String }
      type Shop implements Dwelling @key(fields: "id") { id: ID! area: Int owner: String }`,
    resolvers: {
      Query: { dwellings: () => dwellings },
      Dwelling: { __resolveReference: find },
      Flat: { __resolveReference: find },
      House: { __resolveReference: find },
      Shop: { __resolveReference: find },
    },
  },
  {
    name: "fees",
    typeDefs: `
      type Dwelling @interfaceObject @key(fields: "id") {
        id: ID!
        area: Int @external
        owner: String @external
        fee: Int @requires(fields: "area")
        bill: String @requires(fields: "owner")
        payer: String
        tenant: Person
      }
      type Person @key(fields: "id", resolvable: false) { id: ID! }`,
    resolvers: {
      Dwelling: {
        __resolveReference: (told: object) => told,
        fee: ({ area }: { area?: number }) => (area ?? Number.NaN) * 2,
        bill: ({ owner }: { owner?: string | null }) => {
          if (owner === undefined) throw new Error("Nobody said whose it is.");
          return `for ${owner ?? "nobody"}`;
        },
        payer: ({ id }: { id: string }) => `payer of ${id}`,
        tenant: ({ id }: { id: string }) => ({ id: `tenant of ${id}` }),
      },
    },
  },
];

test.each([
  [
    "beside a field of all types",
    "payer ... on Flat { fee }",
    [{ payer: "payer of f1", fee: 120 }, { payer: "payer of h1" }, { payer: "payer of s1" }],
  ],
  [
    "beside a field of another type",
    "... on House { payer } ... on Flat { fee }",
    [{ fee: 120 }, { payer: "payer of h1" }, {}],
  ],
  [
    "beside one that requires something else",
    "... on House { payer bill } ... on Flat { fee }",
    [{ fee: 120 }, { payer: "payer of h1", bill: "for nobody" }, {}],
  ],
  [
    "of which another is asked what it requires",
    "... on Shop { area } ... on Flat { fee }",
    [{ fee: 120 }, {}, { area: 30 }],
  ],
  [
    "of which all are asked that",
    "area ... on Flat { payer } ... on House { fee }",
    [{ area: 60, payer: "payer of f1" }, { area: 200, fee: 400 }, { area: 30 }],
  ],
])(
  "a field of an interface object with a requirement is had for one type, %s",
  async (_, selection, expected) => {
    await using f = await federate(fees);
    expect(json(await f.run(`{ dwellings { ${selection} } }`))).toEqual({
      data: { dwellings: expected },
    });
  },
);

test("what is deferred waits for a field of an interface object that had to be asked for apart", async () => {
  const people: SubgraphDefinition = {
    name: "people",
    typeDefs: `type Person @key(fields: "id") { id: ID! name: String }`,
    resolvers: {
      Person: {
        __resolveReference: (person: object) => person,
        name: ({ id }: { id: string }) => `name of ${id}`,
      },
    },
  };
  await using f = await federate([...fees, people]);
  const { dataSources } = f;
  const operation = f.prepare(
    "{ dwellings { tenant { id ... @defer { name } } ... on Flat { fee } } }",
  );
  const answer = await executeIncrementally(operation, { dataSources, context: { headers: {} } });
  const { data, errors, messages } = await collect(answer);
  expect({ data, errors }).toEqual({
    data: {
      dwellings: [
        { tenant: { id: "tenant of f1", name: "name of tenant of f1" }, fee: 120 },
        { tenant: { id: "tenant of h1", name: "name of tenant of h1" } },
        { tenant: { id: "tenant of s1", name: "name of tenant of s1" } },
      ],
    },
    errors: [],
  });
  expect(messages.flatMap(({ incremental }) => incremental ?? [])).toHaveLength(3);
});

test.each([
  ["of all types", "monthly", [{ monthly: 10 }, { monthly: 33 }, { monthly: 5 }]],
  [
    "of one type",
    "payer ... on Flat { monthly } ... on House { fee }",
    [
      { payer: "payer of f1", monthly: 10 },
      { payer: "payer of h1", fee: 400 },
      { payer: "payer of s1" },
    ],
  ],
])(
  "a field of an interface object is told, %s, what another computes from what a third knows",
  async (_, selection, expected) => {
    const bank: SubgraphDefinition = {
      name: "bank",
      typeDefs: `
        type Dwelling @interfaceObject @key(fields: "id") {
          id: ID!
          fee: Int @external
          monthly: Int @requires(fields: "fee")
        }`,
      resolvers: {
        Dwelling: {
          __resolveReference: (told: object) => told,
          monthly: ({ fee }: { fee?: number }) => Math.floor((fee ?? Number.NaN) / 12),
        },
      },
    };
    await using f = await federate([...fees, bank]);
    expect(json(await f.run(`{ dwellings { ${selection} } }`))).toEqual({
      data: { dwellings: expected },
    });
  },
);

test("an entity that one subgraph knows as two interface objects gets the fields of both", async () => {
  await using f = await federate([
    {
      name: "media",
      typeDefs: `
        type Query { ping: Int }
        interface Media @key(fields: "id") { id: ID! }
        interface Item @key(fields: "id") { id: ID! }
        type Film implements Media & Item @key(fields: "id") { id: ID! title: String }`,
      resolvers: {
        Media: { __resolveType: () => "Film", __resolveReference: (key: object) => key },
        Item: { __resolveType: () => "Film", __resolveReference: (key: object) => key },
        Film: { __resolveReference: (key: object) => key },
      },
    },
    {
      name: "facts",
      typeDefs: `
        type Query { newest: Media! }
        type Media @interfaceObject @key(fields: "id") { id: ID! stars: Int! }
        type Item @interfaceObject @key(fields: "id") { id: ID! price(currency: String): String! }`,
      resolvers: {
        Query: { newest: () => ({ id: "f1" }) },
        Media: { __resolveReference: (key: object) => key, stars: () => 5 },
        Item: {
          __resolveReference: (key: object) => key,
          price: (_: object, { currency }: { currency: string }) => `7 ${currency}`,
        },
      },
    },
  ]);
  const query = "query ($c: String) { newest { id ... on Film { stars price(currency: $c) } } }";
  expect(json(await f.run(query, { c: "CNY" }))).toEqual({
    data: { newest: { id: "f1", stars: 5, price: "7 CNY" } },
  });
});

test("a required field of an interface object is asked for by the interface's name, when more is known", async () => {
  const known = (told: object) => told;
  await using f = await federate([
    {
      name: "land",
      typeDefs: `
        interface Dwelling @key(fields: "id") { id: ID! area: Int! }
        type Flat implements Dwelling @key(fields: "id") { id: ID! area: Int! }`,
      resolvers: {
        Dwelling: { __resolveReference: ({ id }: { id: string }) => ({ __typename: "Flat", id }) },
        Flat: { __resolveReference: known, area: () => 60 },
      },
    },
    {
      name: "rates",
      typeDefs: `
        type Query { dwelling: Dwelling }
        type Dwelling @interfaceObject @key(fields: "id") {
          id: ID! area: Int! @external rate: Int! @requires(fields: "area")
        }`,
      resolvers: {
        Query: { dwelling: () => ({ id: "f1" }) },
        Dwelling: { __resolveReference: known, rate: ({ area }: { area: number }) => area / 20 },
      },
    },
    {
      name: "bills",
      typeDefs: `
        type Dwelling @interfaceObject @key(fields: "id") {
          id: ID! rate: Int! @external bill: String @requires(fields: "rate")
        }`,
      resolvers: {
        Dwelling: {
          __resolveReference: known,
          bill: ({ rate }: { rate: number }) => `${rate} CNY`,
        },
      },
    },
  ]);
  expect(json(await f.run("{ dwelling { bill } }"))).toEqual({
    data: { dwelling: { bill: "3 CNY" } },
  });
});

test("an interface object whose own type nobody can tell is null with an error", async () => {
  await using f = await federate([
    {
      name: "media",
      typeDefs: `
        type Query { film: Film }
        interface Media @key(fields: "id") { id: ID! }
        type Film implements Media @key(fields: "id") { id: ID! title: String }`,
      resolvers: {
        Media: { __resolveReference: () => null, __resolveType: () => "Film" },
        Query: { film: () => null },
      },
    },
    {
      name: "ratings",
      typeDefs: `type Query { a: Media } type Media @interfaceObject @key(fields: "id") { id: ID! stars: Int }`,
      resolvers: { Query: { a: () => ({ id: "m1", stars: 3 }) } },
    },
  ]);
  expect(json(await f.run("{ a { __typename stars } }"))).toEqual({
    data: { a: null },
    errors: [
      {
        message: expect.stringContaining("Query.a"),
        path: ["a"],
        extensions: { code: "INTERNAL_SERVER_ERROR" },
      },
    ],
  });
  expect(json(await f.run("{ a { ... on Film { title } stars } }"))).toMatchObject({
    data: { a: null },
    errors: [{ path: ["a"] }],
  });
  expect(json(await f.run("{ a { id stars } }"))).toEqual({ data: { a: { id: "m1", stars: 3 } } });
});
