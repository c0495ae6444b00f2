import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { execute, executeIncrementally, type IncrementalResult } from "../src/index.js";
import { type Federation, federate, json } from "./support/federation.js";
import { collect } from "./support/incremental.js";
import { SHOP } from "./support/shop.js";
import type { Interceptor } from "./support/subgraph-server.js";

let shop: Federation;
beforeAll(async () => {
  shop = await federate(SHOP);
});
afterAll(() => shop[Symbol.asyncDispose]());
beforeEach(() => {
  for (const server of Object.values(shop.servers)) server.intercept = undefined;
});

const answer = (query: string, variables: Record<string, unknown> = {}, signal?: AbortSignal) =>
  executeIncrementally(shop.prepare(query), {
    dataSources: shop.dataSources,
    variables,
    context: { headers: {}, ...(signal && { signal }) },
  });
const payloadsOf = async (result: IncrementalResult) =>
  (await collect(result)).messages.flatMap(({ incremental }) => json(incremental as never)) as {
    data: unknown;
    path: unknown;
    label?: string;
    errors?: unknown[];
  }[];

/** Holds a subgraph's answers back. */
function hold(name: string): { arrived: Promise<void>; release(): void; isCut: Promise<void> } {
  let arrive = (): void => {};
  let cut = (): void => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const isCut = new Promise<void>((resolve) => (cut = resolve));
  const held: (() => void)[] = [];
  const server = shop.servers[name]!;
  server.intercept = (request, response) => {
    response.on("close", () => !response.writableEnded && cut());
    held.push(() => void server.respond(request, response));
    arrive();
    return true;
  };
  return { arrived, isCut, release: () => held.forEach((send) => send()) };
}

test("what is not deferred does not wait for what is", async () => {
  const reviews = hold("reviews");
  const query = '{ me { name ... @defer(label: "later") { reviews { body } } } }';
  const result = await answer(query);
  expect(result.initial).toEqual({ data: { me: { name: "Ada" } } });
  await reviews.arrived;
  reviews.release();
  expect(await payloadsOf(result)).toEqual([
    { data: { reviews: [{ body: "Good" }, { body: "Long" }] }, path: ["me"], label: "later" },
  ]);
});

test("each item of a list has a payload of its own, and only those of the fragment's type", async () => {
  const result = await answer("{ products { id ... on Book @defer { author { badge } } } }");
  expect(json(result.initial).data).toEqual({
    products: [{ id: "b1" }, { id: "b2" }, { id: "f1" }],
  });
  const payloads = await payloadsOf(result);
  expect(payloads).toEqual([
    { data: { author: { badge: "BUYER/Bo" } }, path: ["products", 0] },
    { data: { author: null }, path: ["products", 1] },
  ]);
});

test("lists of lists have their indices in the path", async () => {
  const result = await answer("{ shelves { ... on Product @defer { stars } } }");
  expect((await payloadsOf(result)).map(({ path }) => path)).toEqual([
    ["shelves", 0, 0],
    ["shelves", 2, 0],
    ["shelves", 2, 1],
  ]);
});

test("a fragment inside a deferred one comes after it", async () => {
  const query =
    "{ me { ...F @defer } } fragment F on User { reviews { id ... @defer { product { name } } } }";
  const { messages, data } = await collect(await answer(query));
  expect(messages.map(({ incremental }) => incremental?.map(({ path }) => path))).toEqual([
    [["me"]],
    [
      ["me", "reviews", 0],
      ["me", "reviews", 1],
    ],
  ]);
  expect(messages.map(({ hasNext }) => hasNext)).toEqual([true, false]);
  expect(data).toEqual(json(await shop.run(query)).data);
});

describe("a condition of a defer", () => {
  const query = "query ($later: Boolean!) { me { id ... @defer(if: $later) { name } } }";
  test("that holds", async () => {
    const { initial, rest } = await answer(query, { later: true });
    expect(initial.data).toEqual({ me: { id: "u1" } });
    expect(rest).toBeDefined();
    await rest!.return();
  });
  test("that does not leaves one result", async () => {
    expect(await answer(query, { later: false })).toEqual({
      initial: { data: { me: { id: "u1", name: "Ada" } } },
    });
  });
});

test("a client that takes one result gets all in it", async () => {
  const operation = shop.prepare(
    "{ me { id ... @defer { name } ...F @defer } } fragment F on User { role }",
  );
  const { dataSources } = shop;
  const result = await execute(operation, { dataSources, context: { headers: {} } });
  expect(result).toEqual({ data: { me: { id: "u1", name: "Ada", role: "ADMIN" } } });
});

test("nothing comes later where what is deferred has no place", async () => {
  expect(await answer('{ user(id: "zz") { id ... @defer { name reviews { id } } } }')).toEqual({
    initial: { data: { user: null } },
  });
});

test("a deferred part of the root, introspection included", async () => {
  const query = '{ __typename ... @defer { me { id } __type(name: "Role") { kind } } }';
  const result = await answer(query);
  expect(result.initial.data).toEqual({ __typename: "Query" });
  expect(await payloadsOf(result)).toEqual([
    { data: { me: { id: "u1" }, __type: { kind: "ENUM" } }, path: [] },
  ]);
});

test("a mutation's root fields all come at once, what is below may be deferred", async () => {
  const query =
    'mutation { ... @defer { rename(id: "u1", name: "X") { name ... @defer { reviews { id } } } } }';
  const result = await answer(query);
  expect(result.initial.data).toEqual({ rename: { name: "X" } });
  expect((await payloadsOf(result)).map(({ path }) => path)).toEqual([["rename"]]);
});

const failing =
  (data: unknown, path: (string | number)[]): Interceptor =>
  (_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ data, errors: [{ message: "Lost", path }] }));
    return true;
  };

describe("an error inside a deferred part", () => {
  test("makes null no more than the part, and is told with it", async () => {
    shop.servers["inventory"]!.intercept = failing({ _entities: [null] }, ["_entities", 0]);
    const query =
      '{ product(id: "b1") { id ... on Book @defer(label: "stock") { inStock name } } me { id } }';
    const result = await answer(query);
    expect(result.initial).toEqual({ data: { product: { id: "b1" }, me: { id: "u1" } } });
    expect(await payloadsOf(result)).toEqual([
      {
        data: null,
        path: ["product"],
        label: "stock",
        errors: [
          {
            message: "Lost",
            path: ["product"],
            extensions: { code: "SUBGRAPH_ERROR", subgraph: "inventory" },
          },
        ],
      },
    ]);
  });

  test("stands at the item of the list in which it lies", async () => {
    shop.servers["inventory"]!.intercept = failing(
      { _entities: [{ inStock: true }, { inStock: null }] },
      ["_entities", 1, "inStock"],
    );
    const result = await answer("{ products { id ... on Book @defer { inStock } } }");
    const payloads = await payloadsOf(result);
    const errors = payloads.flatMap(({ path, errors: list }) => (list ? [[path, list]] : []));
    expect(errors).toMatchObject([[["products", 1], [{ path: ["products", 1, "inStock"] }]]]);
  });

  test("of a party that is away is told once, with the first part that misses it", async () => {
    shop.servers["accounts"]!.intercept = (_, response) => !!response.writeHead(500).end();
    const result = await answer("{ reviews { id author { id ... @defer { badge } } } }");
    expect(json(result.initial).errors).toBeUndefined();
    const payloads = await payloadsOf(result);
    expect(payloads.map(({ data }) => data)).toEqual([null, null, null, null]);
    expect(payloads.map(({ errors }) => errors?.length)).toEqual([
      1,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test("a client that leaves ends what is under way", async () => {
  const reviews = hold("reviews");
  const { rest } = await answer("{ me { id ... @defer { reviews { body } } } }");
  await reviews.arrived;
  await rest!.return();
  await reviews.isCut;
  expect(await rest!.next()).toEqual({ done: true, value: undefined });
});

test("no more than 64 parts come later, the others with the rest", async () => {
  const fields = Array.from({ length: 70 }, (_, index) => `... @defer { f${index}: name }`);
  const result = await answer(`{ me { id ${fields.join(" ")} } }`);
  expect(Object.keys((result.initial.data as { me: object }).me)).toHaveLength(7);
  expect(await payloadsOf(result)).toHaveLength(64);
});
