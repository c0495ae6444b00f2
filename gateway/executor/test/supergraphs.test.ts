import { parse } from "graphql";
import { describe, expect, test } from "vitest";
import {
  createApolloPlanner,
  type DataSource,
  execute,
  prepareOperation,
  type SubgraphRequest,
} from "../src/index.js";
import { compose, federate, json, withLink } from "./support/federation.js";

const plain = (name: string, typeDefs: string, resolvers: Record<string, unknown>) => ({
  name,
  typeDefs,
  resolvers,
});

test("security directives do not keep a supergraph from being executed", async () => {
  await using f = await federate([
    plain(
      "a",
      'type Query { x: Int @authenticated y: Int @requiresScopes(scopes: [["s"]]) z: Int @policy(policies: [["p"]]) }',
      {
        Query: { x: () => 1, y: () => 2, z: () => 3 },
      },
    ),
  ]);
  expect(json(await f.run("{ x y z }"))).toEqual({ data: { x: 1, y: 2, z: 3 } });
  expect(f.schema.getDirective("authenticated")).toBeUndefined();
});

test("a progressive override follows the labels of the request", () => {
  const supergraph = compose(
    [
      plain("old", 'type Query { t: T } type T @key(fields: "id") { id: ID! v: Int }', {}),
      plain(
        "new",
        'type T @key(fields: "id") { id: ID! v: Int @override(from: "old", label: "percent(5)") }',
        {},
      ),
    ].map(withLink),
  );
  const { planner, apiSchema: schema, overrideLabels } = createApolloPlanner(supergraph);
  expect(overrideLabels).toEqual(["percent(5)"]);
  const fetchesOf = (labels?: ReadonlySet<string>) => {
    const { plan } = prepareOperation({
      schema,
      planner,
      document: parse("{ t { v } }"),
      ...(labels && { overrideLabels: labels }),
    });
    return JSON.stringify(plan).match(/"serviceName":"\w+"/g);
  };
  expect(fetchesOf()).toEqual(['"serviceName":"old"']);
  expect(fetchesOf(new Set(["percent(5)"]))).toEqual([
    '"serviceName":"old"',
    '"serviceName":"new"',
  ]);
});

test("the same mutation under two names is done twice", async () => {
  let count = 0;
  await using f = await federate([
    plain("a", "type Query { x: Int } type Mutation { add: Int! }", {
      Mutation: { add: () => ++count },
    }),
  ]);
  expect(json(await f.run("mutation { a: add b: add add }"))).toEqual({
    data: { a: 1, b: 2, add: 3 },
  });
});

test("root types of other names, and fields that give the root back", async () => {
  await using f = await federate([
    plain("a", "schema { query: Root } type Root { t: T a: Int } type T { id: ID query: Root }", {
      Root: { t: () => ({ id: "t" }), a: () => 1 },
      T: { query: () => ({}) },
    }),
    plain("b", "type Query { b: Int }", { Query: { b: () => 2 } }),
  ]);
  expect(json(await f.run("{ __typename t { id query { __typename a b t { id } } } b }"))).toEqual({
    data: {
      __typename: "Query",
      t: { id: "t", query: { __typename: "Query", a: 1, b: 2, t: { id: "t" } } },
      b: 2,
    },
  });
});

test.each(["union U = A | B", "interface U { x: Int }"])(
  "an object of a type that is hidden from the API is null, with an error only where null may not be: %s",
  async (abstract) => {
    const implementing = abstract.startsWith("interface") ? "implements U" : "";
    const found = [
      { __typename: "A", x: 1 },
      { __typename: "B", x: 2 },
    ];
    await using f = await federate([
      plain(
        "a",
        `type Query { u: [U] must: [U!] } ${abstract}
         type A ${implementing} { x: Int } type B ${implementing} @inaccessible { x: Int }`,
        {
          Query: { u: () => found, must: () => found },
          U: { __resolveType: (value: { __typename: string }) => value.__typename },
        },
      ),
    ]);
    expect(json(await f.run("{ u { ... on A { x } } }"))).toEqual({
      data: { u: [{ x: 1 }, null] },
    });
    expect(json(await f.run("{ must { __typename } }"))).toMatchObject({
      data: { must: null },
      errors: [{ path: ["must", 1], extensions: { code: "INTERNAL_SERVER_ERROR" } }],
    });
  },
);

test("an enum value that is hidden from the API is null, with an error only where null may not be", async () => {
  const typeDefs =
    "type Query { s: [State] must: State! } enum State { OPEN SECRET @inaccessible } type X { s: State }";
  await using f = await federate([
    plain("a", typeDefs, { Query: { s: () => ["OPEN", "SECRET"], must: () => "SECRET" } }),
  ]);
  expect(json(await f.run("{ s }"))).toEqual({ data: { s: ["OPEN", null] } });
  expect(json(await f.run("{ must }"))).toMatchObject({
    data: null,
    errors: [{ path: ["must"], extensions: { code: "INTERNAL_SERVER_ERROR" } }],
  });
});

test("keys that are composite and nested, over three hops", async () => {
  await using f = await federate([
    plain("a", 'type Query { t: T } type T @key(fields: "id") { id: ID! }', {
      Query: { t: () => ({ id: "1" }) },
    }),
    plain(
      "b",
      'type T @key(fields: "id") @key(fields: "code org { id }") { id: ID! code: Int! org: Org! } type Org @key(fields: "id") { id: ID! }',
      {
        T: {
          __resolveReference: ({ id }: { id: string }) => ({ id, code: 7, org: { id: `o${id}` } }),
        },
      },
    ),
    plain(
      "c",
      'type T @key(fields: "code org { id }") { code: Int! org: Org! label: String! } type Org @key(fields: "id") { id: ID! }',
      {
        T: {
          __resolveReference: (key: { code: number; org: { id: string } }) => ({
            ...key,
            label: `${key.code}/${key.org.id}`,
          }),
        },
      },
    ),
  ]);
  expect(json(await f.run("{ t { label } }"))).toEqual({ data: { t: { label: "7/o1" } } });
});

test("values shared by two subgraphs survive when one of them fails", async () => {
  const value = "type V @shareable { id: Int! } type Query { v: V @shareable }";
  await using f = await federate([
    plain("a", `${value} extend type V { a: Int @shareable }`, {
      Query: { v: () => ({ id: 1, a: 2 }) },
    }),
    plain("b", `${value} extend type V { b: Int }`, { Query: { v: () => ({ id: 1, b: 3 }) } }),
  ]);
  expect(json(await f.run("{ v { id a b } }"))).toEqual({ data: { v: { id: 1, a: 2, b: 3 } } });
  f.servers["b"]!.intercept = (_, response) => !!response.writeHead(500).end();
  expect(json(await f.run("{ v { a b } }"))).toMatchObject({
    data: { v: { a: 2, b: null } },
    errors: [{ path: ["v"], extensions: { subgraph: "b" } }],
  });
});

describe("a request to a subgraph", () => {
  test("says the same as an object and as text", async () => {
    const supergraph = compose(
      [
        plain(
          "a",
          'type Query { t(x: In): T } input In { s: String } type T @key(fields: "id") { id: ID! }',
          {},
        ),
        plain("b", 'type T @key(fields: "id") { id: ID! f(x: String): Int }', {}),
      ].map(withLink),
    );
    const { planner, apiSchema: schema } = createApolloPlanner(supergraph);
    const requests: SubgraphRequest[] = [];
    const source = (data: Record<string, unknown>): DataSource => ({
      execute: async (request) => {
        requests.push(request);
        return { data };
      },
      subscribe: () => {
        throw new Error("unused");
      },
      close: async () => undefined,
    });
    const operation = prepareOperation({
      schema,
      planner,
      document: parse("query Q($in: In, $s: String) { t(x: $in) { f(x: $s) } }"),
    });
    const key = /(t__\d+)/.exec(JSON.stringify(operation.plan))![1]!;
    await execute(operation, {
      dataSources: new Map([
        ["a", source({ [key]: { __typename: "T", id: 'a"\n' } })],
        ["b", source({ _entities: [{}] })],
      ]),
      variables: { in: { s: '"' }, s: null },
      context: { headers: {} },
    });
    expect(requests).toHaveLength(2);
    for (const { query, operationName, variables, body } of requests) {
      expect(JSON.parse(body!)).toEqual(
        JSON.parse(JSON.stringify({ query, operationName, variables })),
      );
    }
    expect(requests[1]!.variables).toEqual({
      representations: [{ __typename: "T", id: 'a"\n' }],
      s: null,
    });
  });
});
