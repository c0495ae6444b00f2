import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createHttpDataSource,
  createOperatorDataSource,
  type Operator,
  readOperatorRules,
} from "../src/index.js";
import { type OperatorWorld, orderId, startOperators, WORKS } from "./support/operators.js";

const [A1, A2, B1, C1, D1] = [
  orderId("f01", 1),
  orderId("f01", 2),
  orderId("f02", 1),
  orderId("f03", 1),
  orderId("f04", 1),
];
const FORGED = ["http://127.0.0.1:1/graphql", orderId("f99", 1), "__proto__", "wo_f01", ""];

let world: OperatorWorld;
beforeAll(async () => {
  world = await startOperators({
    orders: {
      f01: [
        { id: A1, reportedAt: 1, title: "lift" },
        { id: A2, reportedAt: 5, title: "lamp" },
      ],
      f02: [{ id: B1, reportedAt: 3, title: "gate" }],
      "f03+f04": [
        { id: C1, reportedAt: 2, title: "roof" },
        { id: D1, reportedAt: 4, title: "pump" },
      ],
    },
    town: {
      orders: [B1, A2, D1, A1, C1],
      communities: [
        { id: "one", firms: ["firm_f02", "firm_f01"], main: "firm_f04" },
        { id: "two", firms: ["firm_f03", "firm_f04"], main: "firm_f01" },
        { id: "none", firms: [] },
        { id: "unsaid", firms: null },
        { id: "odd", firms: ["firm_f01", "firm_f99"], main: "http://127.0.0.1:1" },
      ],
    },
    more: [{ id: "f09", url: "http://127.0.0.1:1/graphql", status: "paused" }],
  });
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  for (const server of Object.values(world.servers)) {
    server.requests.length = 0;
    server.intercept = undefined;
  }
});
const counts = () =>
  Object.fromEntries(Object.entries(world.servers).map(([id, s]) => [id, s.requests.length]));
const sent = (id: string) =>
  world.servers[id]!.requests.flatMap(({ variables }) =>
    Object.entries(variables ?? {})
      .filter(([name]) => name.startsWith("_representations"))
      .flatMap(([, list]) => list as Record<string, unknown>[]),
  );

describe("entities", () => {
  test("go each to the operator that its id carries, and come back in order", async () => {
    const result = await world.run("{ complaints { order { id title } } }");
    expect(result.errors).toBeUndefined();
    expect(result.data.complaints.map((c: any) => c.order.title)).toEqual([
      "gate",
      "lamp",
      "pump",
      "lift",
      "roof",
    ]);
    expect(sent("f01").map(({ id }) => id)).toEqual([A2, A1]);
    expect(sent("f02").map(({ id }) => id)).toEqual([B1]);
  });

  test("of operators that share a server are one request to it", async () => {
    await world.run("{ complaints { order { id title } } }");
    expect(counts()).toEqual({ f01: 1, f02: 1, f03: 1 });
    expect(sent("f03").map(({ id }) => id)).toEqual([D1, C1]);
  });

  test("with a list of operators get the lists of all of them, in the order of the list", async () => {
    const { data } = await world.run("{ communities { id orders { id } } }");
    expect(data.communities.map((c: any) => c.orders?.map((o: any) => o.id))).toEqual([
      [B1, A2, A1],
      [C1, D1],
      undefined,
      undefined,
      [A2, A1],
    ]);
  });

  test("show an operator only the part of a list that names it", async () => {
    await world.run("{ communities { orders { id } } }");
    expect(sent("f02")).toMatchObject([{ id: "one", firms: [{ id: "firm_f02" }] }]);
    expect(JSON.stringify(sent("f01"))).not.toContain("f02");
    expect(sent("f03")[0]!["firms"]).toHaveLength(2);
  });

  test("have fields with operators of their own", async () => {
    const { data } = await world.run("{ communities { id hotline orders { title } } }");
    expect(data.communities[0]).toMatchObject({ hotline: "firm_f04!", orders: { length: 3 } });
    expect(data.communities[1]).toMatchObject({ hotline: "firm_f01!", orders: { length: 2 } });
    expect(world.servers["f02"]!.requests.map(({ query }) => query).join()).not.toContain(
      "hotline",
    );
    expect(counts()).toEqual({ f01: 1, f02: 1, f03: 1 });
  });

  test("that name an unknown operator are OPERATOR_UNKNOWN at their place; the rest comes", async () => {
    const { data, errors } = await world.run("{ communities { id hotline orders { id } } }");
    expect(data.communities[4]).toEqual({
      id: "odd",
      hotline: null,
      orders: [{ id: A2 }, { id: A1 }],
    });
    expect(errors!.map(({ path, extensions }) => [path, extensions])).toEqual(
      expect.arrayContaining([
        [
          ["communities", 4, "orders"],
          { code: "OPERATOR_UNKNOWN", operator: "firm_f99", subgraph: "works" },
        ],
        [
          ["communities", 4, "hotline"],
          { code: "OPERATOR_UNKNOWN", operator: "http://127.0.0.1:1", subgraph: "works" },
        ],
      ]),
    );
  });

  test("are taken apart through fragments and conditions", async () => {
    const query = `query ($list: [_Any!]!, $is: Boolean!) {
      _entities(representations: $list) { ...Parts }
      same: _entities(representations: $list) { ... on Community { id } }
    }
    fragment Parts on Community {
      id
      ... @include(if: $is) { orders { ...Title } hotline }
    }
    fragment Title on WorkOrder { title }`;
    const list = [
      { __typename: "Community", id: "x", firms: [{ id: "firm_f02" }], main: { id: "firm_f01" } },
    ];
    const ask = (is: boolean) => {
      const variables = { list, is };
      return world.source.execute({ query, variables, kind: "query" }, { headers: {} });
    };
    const { data, errors } = await ask(true);
    expect(data!["_entities"]).toEqual([
      { id: "x", orders: [{ title: "gate" }], hotline: "firm_f01!" },
    ]);
    // Nothing but the key is asked for there, and the key alone tells no operator.
    expect(data!["same"]).toEqual([null]);
    expect(errors).toMatchObject([{ path: ["same", 0], extensions: { code: "OPERATOR_UNKNOWN" } }]);
    expect((await ask(false)).data!["_entities"]).toEqual([{ id: "x" }]);
    expect(counts()).toEqual({ f01: 2, f02: 2, f03: 0 });
  });

  test("asked for at different places at once are one request to each operator", async () => {
    const query = "{ communities { id hotline } complaints { order { title secret } } }";
    const { data, errors } = await world.run(query);
    expect(counts()).toEqual({ f01: 1, f02: 1, f03: 1 });
    expect(data.communities.map((c: any) => c.hotline)).toEqual([
      "firm_f04!",
      "firm_f01!",
      null,
      null,
      null,
    ]);
    expect(data.complaints[2]).toEqual({ order: { title: "pump", secret: null } });
    const places = errors!.map(({ path, extensions }) => [path, extensions["operator"]]);
    expect(places).toHaveLength(6);
    expect(places).toEqual(
      expect.arrayContaining([
        ...["f02", "f01", "f04", "f01", "f03"].map((operator, index) => [
          ["complaints", index, "order", "secret"],
          operator,
        ]),
        [["communities", 4], "http://127.0.0.1:1"],
      ]),
    );
  });

  test("carry an operator's own errors at the client's place, with its name", async () => {
    const { errors } = await world.run("{ communities { id orders { secret } } }");
    const place = errors!.find(({ message }) => message === `Not for you: ${A1}`);
    // The second of its orders, behind the one of the other operator.
    expect(place).toMatchObject({
      path: ["communities", 0, "orders", 2, "secret"],
      extensions: { operator: "f01", subgraph: "works" },
    });
  });
});

describe("a root field with an operator in an argument", () => {
  test("is asked of that operator alone, by literal and by variable", async () => {
    const query = "query ($id: ID!) { a: workOrder(id: $id) { title } }";
    expect((await world.run(query, { id: B1 })).data).toEqual({ a: { title: "gate" } });
    expect((await world.run(`{ workOrder(id: "${A1}") { title } }`)).data).toEqual({
      workOrder: { title: "lift" },
    });
    expect(counts()).toEqual({ f01: 1, f02: 1, f03: 0 });
  });

  test("is one request for each of several operators", async () => {
    const query = `{
      a: workOrder(id: "${A1}") { title } b: workOrder(id: "${B1}") { title }
      c: workOrder(id: "${A2}") { title }
    }`;
    expect((await world.run(query)).data).toEqual({
      a: { title: "lift" },
      b: { title: "gate" },
      c: { title: "lamp" },
    });
    expect(counts()).toEqual({ f01: 1, f02: 1, f03: 0 });
  });

  test("puts the lists of several named operators one behind the other", async () => {
    const query = `{ workOrdersOf(firms: ["f02", "f01"]) { id } }`;
    expect((await world.run(query)).data.workOrdersOf.map((o: any) => o.id)).toEqual([B1, A2, A1]);
  });

  test("takes the operator out of an input, for a mutation", async () => {
    const query = `mutation { one: close(input: { id: "${A1}" }) { title } two: close(input: { id: "${B1}" }) { title } }`;
    expect((await world.run(query)).data).toEqual({
      one: { title: "lift" },
      two: { title: "gate" },
    });
  });

  test.each(FORGED)("is OPERATOR_UNKNOWN for %j, and nobody is asked", async (id) => {
    const { data, errors } = await world.run("query ($id: ID!) { workOrder(id: $id) { id } }", {
      id,
    });
    expect(data).toEqual({ workOrder: null });
    expect(errors).toMatchObject([
      { path: ["workOrder"], extensions: { code: "OPERATOR_UNKNOWN" } },
    ]);
    expect(counts()).toEqual({ f01: 0, f02: 0, f03: 0 });
  });

  test("is OPERATOR_UNAVAILABLE for a paused operator, and nobody is asked", async () => {
    const { errors, extensions } = await world.run(
      `{ workOrder(id: "${orderId("f09", 1)}") { id } }`,
    );
    expect(errors).toMatchObject([
      { extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f09", status: "paused" } },
    ]);
    expect(extensions.operators).toMatchObject([{ id: "f09", status: "paused" }]);
    expect(counts()).toEqual({ f01: 0, f02: 0, f03: 0 });
  });
});

test("an operator that moves is asked at its new place from then on, and the old one is let go", async () => {
  const { f01, f02 } = world.servers;
  let url = f01!.url;
  const closed: string[] = [];
  const operator = (): Operator => ({ id: "f01", url, status: "active" });
  const source = createOperatorDataSource({
    name: "works",
    rules: readOperatorRules(WORKS, "works"),
    directory: { operatorsOf: () => [operator()], resolve: () => operator() },
    createSource: (at) => {
      const http = createHttpDataSource({ name: "works", url: at.url });
      const close = () => {
        closed.push(at.url);
        return http.close();
      };
      return { ...http, close };
    },
  });
  const request = { query: `{ workOrder(id: "${A1}") { title } }` };
  const ask = () => source.execute(request, { headers: {} });
  expect(await ask()).toEqual({ data: { workOrder: { title: "lift" } } });
  url = f02!.url;
  expect(await ask()).toEqual({ data: { workOrder: null } });
  expect(counts()).toMatchObject({ f01: 1, f02: 1 });
  expect(closed).toEqual([f01!.url]);
  await source.close();
});

test("the outcome of each operator can be told to the client", async () => {
  const { extensions } = await world.run("{ complaints { order { title } } }");
  expect(extensions.operators.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
    ["f01", "f02", "f03", "f04"].map((id) => ({
      subgraph: "works",
      id,
      status: "ok",
      milliseconds: expect.any(Number),
    })),
  );
});
