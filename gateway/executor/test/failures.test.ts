import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createHttpDataSource, execute } from "../src/index.js";
import { type Federation, federate, json } from "./support/federation.js";
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

const answer =
  (body: unknown, status = 200): Interceptor =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
    return true;
  };
const withSubgraph = (name: string, interceptor: Interceptor) => {
  shop.servers[name]!.intercept = interceptor;
};

test("a root fetch that fails is an error at each of its fields, under the client's names", async () => {
  withSubgraph("products", answer("busy", 503));
  const result = json(
    await shop.run('{ one: product(id: "b1") { id } two: product(id: "f1") { id } }'),
  );
  expect(result).toMatchObject({
    data: { one: null, two: null },
    errors: ["one", "two"].map((name) => ({
      path: [name],
      extensions: { code: "SUBGRAPH_UNAVAILABLE" },
    })),
  });
});

describe("an entity fetch that fails", () => {
  const query = "{ products { id ... on Book { inStock shipping } ... on Film { shipping } } }";
  const failures: [string, string, Interceptor][] = [
    ["a reset connection", "SUBGRAPH_UNAVAILABLE", (_, response) => !!response.destroy()],
    ["a 503 without GraphQL", "SUBGRAPH_UNAVAILABLE", answer("<h1>busy</h1>", 503)],
    ["a body cut short", "SUBGRAPH_INVALID_RESPONSE", answer('{"data":{"_enti')],
    ["JSON that is no GraphQL", "SUBGRAPH_INVALID_RESPONSE", answer("[1]")],
    ["no data and no errors", "SUBGRAPH_INVALID_RESPONSE", answer({})],
    ["too few entities", "SUBGRAPH_INVALID_RESPONSE", answer({ data: { _entities: [] } })],
    ["a 404 page", "SUBGRAPH_INVALID_RESPONSE", answer("Not here", 404)],
  ];
  test.each(failures)(
    "%s is one error with %s, and the rest comes",
    async (_, code, interceptor) => {
      withSubgraph("inventory", interceptor);
      const result = json(
        await shop.run("{ products { id ... on Book { shipping } ... on Film { shipping } } }"),
      );
      expect(result).toEqual({
        data: {
          products: ["b1", "b2", "f1"].map((id) => ({ id, shipping: null })),
        },
        errors: [
          {
            message: expect.any(String),
            path: ["products"],
            extensions: { code, subgraph: "inventory" },
          },
        ],
      });
      expect(JSON.stringify(result)).not.toMatch(/127\.0\.0\.1|stack|\bat \//);
    },
  );

  test("that takes too long is an error with SUBGRAPH_TIMEOUT", async () => {
    withSubgraph("inventory", () => true);
    const { url } = shop.servers["inventory"]!;
    const impatient = createHttpDataSource({ name: "inventory", url, timeoutMs: 20 });
    const result = await execute(
      shop.prepare('{ product(id: "b1") { ... on Book { shipping } } }'),
      {
        dataSources: new Map(shop.dataSources).set("inventory", impatient),
        context: { headers: {} },
      },
    );
    expect(json(result)).toMatchObject({
      data: { product: { shipping: null } },
      errors: [{ path: ["product"], extensions: { code: "SUBGRAPH_TIMEOUT" } }],
    });
    await impatient.close();
  });

  test("makes null what may not be absent, up to the nearest place, without a second error", async () => {
    withSubgraph("inventory", answer("x", 500));
    expect(json(await shop.run(`${query.slice(0, -1)} me { id } }`))).toMatchObject({
      data: null,
      errors: [{ path: ["products"], extensions: { code: "SUBGRAPH_UNAVAILABLE" } }],
    });
    expect(
      json(await shop.run('{ product(id: "b1") { ... on Book { inStock } } me { id } }')),
    ).toEqual({
      data: { product: null, me: { id: "u1" } },
      errors: [
        {
          message: "The subgraph could not be reached.",
          path: ["product"],
          extensions: { code: "SUBGRAPH_UNAVAILABLE", subgraph: "inventory" },
        },
      ],
    });
  });

  test("takes what depends on it along, without a second error", async () => {
    withSubgraph("accounts", answer("x", 502));
    expect(json(await shop.run("{ reviews { id author { badge } } }"))).toMatchObject({
      data: null,
      errors: [{ path: ["reviews"], extensions: { subgraph: "accounts" } }],
    });
    expect(shop.servers["reviews"]!.requests.at(-1)!.query).not.toContain("badge");
  });
});

test("a root fetch that fails leaves the other root fields", async () => {
  withSubgraph("products", answer("x", 500));
  expect(json(await shop.run('{ b: product(id: "b1") { name } me { name } }'))).toEqual({
    data: { b: null, me: { name: "Ada" } },
    errors: [
      {
        message: "The subgraph could not be reached.",
        path: ["b"],
        extensions: { code: "SUBGRAPH_UNAVAILABLE", subgraph: "products" },
      },
    ],
  });
});

test("a subgraph that nobody listens for is unavailable", async () => {
  const dataSources = new Map(shop.dataSources);
  dataSources.delete("inventory");
  const result = await execute(shop.prepare('{ product(id: "b1") { ... on Book { shipping } } }'), {
    dataSources,
    context: { headers: {} },
  });
  expect(json(result).errors).toMatchObject([{ extensions: { code: "SUBGRAPH_UNAVAILABLE" } }]);
});

describe("a subgraph's own errors", () => {
  test("have their paths mapped through entities and lists, for every place of an entity", async () => {
    withSubgraph("inventory", (request, response) => {
      const { representations } = request.variables as { representations: { id: string }[] };
      const index = representations.findIndex(({ id }) => id === "b1");
      const data = {
        _entities: representations.map((_, i) => ({ shipping: i === index ? null : 1 })),
      };
      const error = {
        message: "Lost",
        path: ["_entities", index, "shipping"],
        extensions: { code: "LOST_PARCEL", stacktrace: ["at x"], retry: 5 },
      };
      return answer({ data, errors: [error] })(request, response);
    });
    const result = json(
      await shop.run(
        "{ bundle { all: items { ... on Book { ship: shipping } ... on Film { ship: shipping } } } }",
      ),
    );
    expect(result.data).toEqual({ bundle: { all: [{ ship: null }, { ship: 1 }, { ship: null }] } });
    expect(result.errors).toEqual(
      [0, 2].map((index) => ({
        message: "Lost",
        path: ["bundle", "all", index, "ship"],
        extensions: { code: "LOST_PARCEL", subgraph: "inventory", retry: 5 },
      })),
    );
  });

  test("explain the null they leave in a non-null place", async () => {
    withSubgraph(
      "accounts",
      answer({ data: null, errors: [{ message: "No", path: ["me", "name"] }] }),
    );
    expect(json(await shop.run("{ me { name } }"))).toEqual({
      data: null,
      errors: [
        {
          message: "No",
          path: ["me", "name"],
          extensions: { code: "SUBGRAPH_ERROR", subgraph: "accounts" },
        },
      ],
    });
  });

  test("end where the client stopped asking", async () => {
    withSubgraph(
      "accounts",
      answer({
        data: { users: [{ __typename: "User", id: null }] },
        errors: [{ message: "No", path: ["users", 0, "id"] }],
      }),
    );
    const result = json(await shop.run("{ users { badge } }"));
    expect(result.errors![0]!.path).toEqual(["users", 0]);
  });

  test("without a path stand at the place of their fetch", async () => {
    withSubgraph("inventory", answer({ data: null, errors: ["odd", { message: 7 }] }));
    const result = json(await shop.run('{ product(id: "b1") { ... on Book { shipping } } }'));
    expect(result.errors).toMatchObject([
      { path: ["product"], extensions: { code: "SUBGRAPH_ERROR", subgraph: "inventory" } },
      { path: ["product"] },
    ]);
  });
});

describe("data that does not fit the schema", () => {
  // Under the name by which the executor asks for the field.
  const from = (data: Record<string, unknown>) =>
    withSubgraph("accounts", (request, response) => {
      const key = /user__\d+/.exec(request.query)?.[0] ?? "users";
      return answer({ data: { [key]: Object.values(data)[0] } })(request, response);
    });
  test.each([
    [
      "an enum value that the schema has not got",
      "{ users { role } }",
      { users: [{ role: "JANITOR" }] },
      { users: [{ role: null }] },
      ["users", 0, "role"],
      "User.role",
    ],
    [
      "null where none may be",
      "{ u: user(id: 1) { id } }",
      { u: { id: null } },
      { u: null },
      ["u", "id"],
      "User.id",
    ],
    [
      "no list",
      "{ user(id: 1) { friends { id } } }",
      { user: { friends: 7 } },
      { user: null },
      ["user", "friends"],
      "User.friends",
    ],
    [
      "no object",
      "{ user(id: 1) { friends { id } } }",
      { user: "x" },
      { user: null },
      ["user"],
      "Query.user",
    ],
    [
      "no string",
      "{ user(id: 1) { name } }",
      { user: { name: {} } },
      { user: { name: null } },
      ["user", "name"],
      "User.name",
    ],
  ])(
    "%s gives null and an error that names the field",
    async (_, query, data, expected, path, field) => {
      from(data);
      const result = json(await shop.run(query));
      expect(result.data).toEqual(expected);
      expect(result.errors).toEqual([
        {
          message: expect.stringContaining(field),
          path,
          extensions: { code: "INTERNAL_SERVER_ERROR" },
        },
      ]);
    },
  );
});

test("variables that do not fit are refused before anything is sent", async () => {
  const before = shop.servers["accounts"]!.requests.length;
  const result = json(await shop.run("query ($id: ID!) { user(id: $id) { id } }", {}));
  expect(result).toEqual({
    errors: [expect.objectContaining({ extensions: { code: "BAD_USER_INPUT" } })],
  });
  expect(shop.servers["accounts"]!.requests.length).toBe(before);
});

test("an aborted request sends nothing more", async () => {
  const controller = new AbortController();
  withSubgraph("accounts", () => {
    controller.abort();
    return true;
  });
  const before = shop.servers["reviews"]!.requests.length;
  const result = await execute(shop.prepare("{ me { name reviews { id } } }"), {
    dataSources: shop.dataSources,
    context: { headers: {}, signal: controller.signal },
  });
  expect(json(result).errors).toMatchObject([{ extensions: { code: "REQUEST_CANCELLED" } }]);
  expect(shop.servers["reviews"]!.requests.length).toBe(before);
});

test("equal representations are sent once", async () => {
  await shop.run("{ reviews { author { role } } }");
  const { variables } = shop.servers["accounts"]!.requests.at(-1)!;
  expect(variables!["representations"]).toHaveLength(3);
});

test("headers are forwarded as given", async () => {
  await execute(shop.prepare("{ me { id } }"), {
    dataSources: shop.dataSources,
    context: { headers: { Authorization: "Bearer x", "x-request-id": "7", "content-length": "3" } },
  });
  expect(shop.servers["accounts"]!.requests.at(-1)!.headers).toMatchObject({
    authorization: "Bearer x",
    "x-request-id": "7",
  });
});
