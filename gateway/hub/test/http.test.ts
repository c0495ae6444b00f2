import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, startScene, type Scene } from "./fixture/hub.js";

// Both ways through the hub must answer alike; whatever has a search string takes the long one.
const lanes = [
  ["the plain lane", "/graphql", ""],
  ["Apollo Server", "/graphql?", "?"],
] as const;

describe.each(lanes)("a single result over HTTP by %s", (_lane, path, empty) => {
  let scene: Scene;
  beforeAll(async () => (scene = await startScene({}, path)));
  afterAll(() => scene.stop());

  const send = (init: RequestInit, search: string = empty): Promise<Response> =>
    fetch(`${scene.hub.url}/graphql${search}`, init);
  const json = { "content-type": "application/json" };

  it("joins the data of three parties", async () => {
    const { status, body } = await scene.post(
      "{ products { name reviews { body author { name } } } }",
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        products: [
          { name: "Lamp", reviews: [{ body: "Bright", author: { name: "Ada" } }] },
          { name: "Chair", reviews: [{ body: "Soft", author: { name: "Bo" } }] },
        ],
      },
    });
  });

  it("chooses an operation by name and takes variables", async () => {
    const query = "query A($n: Int) { products(first: $n) { upc } } query B { users { id } }";
    const { body } = await scene.post(query, { operationName: "A", variables: { n: 1 } });
    expect(body.data).toEqual({ products: [{ upc: "p1" }] });
    expect(codeOf(await scene.post(query))).toBe("OPERATION_RESOLUTION_FAILURE");
    expect(codeOf(await scene.post(query, { operationName: "C" }))).toBe(
      "OPERATION_RESOLUTION_FAILURE",
    );
  });

  it("runs a mutation", async () => {
    const { body } = await scene.post(
      'mutation { rename(upc: "p2", name: "Stool") { name reviews { body } } }',
    );
    expect(body.data).toEqual({ rename: { name: "Stool", reviews: [{ body: "Soft" }] } });
  });

  it("answers introspection", async () => {
    const { body } = await scene.post('{ __type(name: "Product") { fields { name } } }');
    expect(body.data.__type.fields.map(({ name }: { name: string }) => name)).toEqual([
      "upc",
      "name",
      "reviews",
    ]);
  });

  it.each([
    ["malformed JSON", { method: "POST", headers: json, body: '{"query": ' }, 400, "BAD_REQUEST"],
    ["an empty body", { method: "POST", headers: json, body: "" }, 400, "BAD_REQUEST"],
    ["a JSON array", { method: "POST", headers: json, body: "[]" }, 400, "BAD_REQUEST"],
    [
      "a query that is no string",
      { method: "POST", headers: json, body: '{"query": 1}' },
      400,
      "BAD_REQUEST",
    ],
    [
      "variables that are no object",
      { method: "POST", headers: json, body: '{"query": "{ __typename }", "variables": 1}' },
      400,
      "BAD_REQUEST",
    ],
    [
      "plain text",
      { method: "POST", headers: { "content-type": "text/plain" }, body: "{}" },
      415,
      "BAD_REQUEST",
    ],
    [
      "another method",
      { method: "PUT", headers: json, body: '{"query": "{ __typename }"}' },
      405,
      "BAD_REQUEST",
    ],
    [
      "an Accept it cannot satisfy",
      {
        method: "POST",
        headers: { ...json, accept: "text/csv" },
        body: '{"query": "{ __typename }"}',
      },
      406,
      "BAD_REQUEST",
    ],
  ])("refuses %s", async (_, init, status, code) => {
    const response = await send(init);
    const body = (await response.json()) as any;
    expect([response.status, body.errors[0].extensions.code]).toEqual([status, code]);
    expect(Object.keys(body)).toEqual(["errors"]);
  });

  it("refuses a body above the limit", async () => {
    const response = await send({
      method: "POST",
      headers: json,
      body: JSON.stringify({ query: "#".repeat(1024 * 1024) }),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "PAYLOAD_TOO_LARGE" } }],
    });
  });

  it.each([
    ["syntax errors", "{ products {", "GRAPHQL_PARSE_FAILED"],
    ["an unknown field", "{ products { colour } }", "GRAPHQL_VALIDATION_FAILED"],
    ["a wrong enum value", "{ products(sort: SIZE) { upc } }", "GRAPHQL_VALIDATION_FAILED"],
    [
      "a subscription's field that is never there",
      "subscription { reviewAdded @skip(if: true) { id } }",
      "GRAPHQL_VALIDATION_FAILED",
    ],
    [
      "a subscription's field that may not be there",
      "subscription ($b: Boolean!) { ...F } fragment F on Subscription { reviewAdded @include(if: $b) { id } }",
      "GRAPHQL_VALIDATION_FAILED",
    ],
    [
      "a subscription of two fields",
      "subscription { reviewAdded { id } neverStarts }",
      "GRAPHQL_VALIDATION_FAILED",
    ],
  ])("answers 400 to %s, with the place", async (_, query, code) => {
    const answer = await scene.post(query);
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
    expect(answer.body.errors?.[0]).toHaveProperty("locations");
    expect(answer.body).not.toHaveProperty("data");
  });

  it("names every unknown field at once", async () => {
    const { body } = await scene.post("{ products { colour size } }");
    expect(body.errors).toHaveLength(2);
  });

  it("answers 400 to a variable of the wrong type", async () => {
    const answer = await scene.post("query ($n: Int) { products(first: $n) { upc } }", {
      variables: { n: "two" },
    });
    expect([answer.status, codeOf(answer)]).toEqual([400, "BAD_USER_INPUT"]);
  });

  it("speaks the media type that is asked for", async () => {
    const standard = await scene.post("{ __typename }", {
      headers: { accept: "application/graphql-response+json" },
    });
    expect(standard.headers.get("content-type")).toMatch("application/graphql-response+json");
    const legacy = await scene.post("{ __typename }", { headers: { accept: "application/json" } });
    expect(legacy.headers.get("content-type")).toMatch("application/json");
  });

  it("takes a query by GET only when no browser could have sent it unasked", async () => {
    const search = `?query=${encodeURIComponent("{ users { id } }")}`;
    expect((await send({}, search)).status).toBe(400);
    const response = await send({ headers: { "apollo-require-preflight": "1" } }, search);
    expect(await response.json()).toEqual({ data: { users: [{ id: "u1" }, { id: "u2" }] } });
  });

  it("refuses a mutation by GET", async () => {
    const search = `?query=${encodeURIComponent('mutation { rename(upc: "p1", name: "x") { upc } }')}`;
    expect((await send({ headers: { "apollo-require-preflight": "1" } }, search)).status).toBe(405);
  });

  describe("persisted queries", () => {
    const ask = async (
      query: string,
      options: { withText: boolean; hash?: string },
    ): Promise<any> => {
      const sha256Hash = options.hash ?? createHash("sha256").update(query).digest("hex");
      const body = {
        ...(options.withText ? { query } : {}),
        extensions: { persistedQuery: { version: 1, sha256Hash } },
      };
      return (await send({ method: "POST", headers: json, body: JSON.stringify(body) })).json();
    };
    const notFound = { errors: [{ extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }] };

    it("are kept under their hash", async () => {
      const query = "{ users { id name } }";
      expect(await ask(query, { withText: false })).toMatchObject(notFound);
      expect(await ask(query, { withText: true })).toHaveProperty("data.users");
      expect(await ask(query, { withText: false })).toHaveProperty("data.users");
    });

    it("are not kept when they were refused", async () => {
      const query = "{ colour }";
      expect(await ask(query, { withText: true })).toMatchObject({
        errors: [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }],
      });
      expect(await ask(query, { withText: false })).toMatchObject(notFound);
    });

    it("must fit their hash", async () => {
      const answer = await ask("{ __typename }", { withText: true, hash: "0".repeat(64) });
      expect(answer).toMatchObject({
        errors: [
          { message: "provided sha does not match query", extensions: { code: "BAD_REQUEST" } },
        ],
      });
    });
  });

  it("tells a subscription sent by plain POST which transports there are", async () => {
    const answer = await scene.post("subscription { reviewAdded { id } }");
    expect([answer.status, codeOf(answer)]).toEqual([400, "BAD_REQUEST"]);
    expect(answer.body.errors?.[0]?.message).toMatch(
      /graphql-transport-ws.*text\/event-stream.*multipart\/mixed/,
    );
  });

  it("hands its request id to the subgraphs, the client and the log, but no token or variable to the log", async () => {
    const { body, headers } = await scene.post("query Ask($n: String!) { header(name: $n) }", {
      variables: { n: "x-request-id" },
      headers: { "x-request-id": "client-id-1234", authorization: "Bearer s3cret" },
    });
    expect(body.data).toEqual({ header: "client-id-1234" });
    expect(headers.get("x-request-id")).toBe("client-id-1234");
    const line = scene.log.find(({ requestId }) => requestId === "client-id-1234");
    expect(line).toMatchObject({
      msg: "operation",
      operation: "Ask",
      type: "query",
      status: 200,
      transport: "http",
    });
    expect(line).toHaveProperty("ms");
    expect(JSON.stringify(scene.log)).not.toMatch(/s3cret|"x-request-id"/);
  });

  it("makes up its own request id where the client's could harm a log", async () => {
    const { headers } = await scene.post("{ __typename }", { headers: { "x-request-id": "a b" } });
    expect(headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
  });

  it("tells health and readiness", async () => {
    expect(await (await fetch(`${scene.hub.url}/health`)).json()).toEqual({ status: "ok" });
    const ready = await fetch(`${scene.hub.url}/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      ready: true,
      subgraphs: [{ name: "accounts", state: "up" }, {}, {}],
    });
  });
});
