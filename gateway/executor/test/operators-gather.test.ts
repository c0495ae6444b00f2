import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { createCursors } from "../src/operators/cursor.js";
import { type Order, orderId, type OperatorWorld, startOperators } from "./support/operators.js";

let world: OperatorWorld;
afterEach(() => world[Symbol.asyncDispose]());

const PAGE = `query ($first: Int, $after: String, $firm: ID) {
  list: workOrders(first: $first, after: $after, firm: $firm) {
    at: edges { place: cursor it: node { id reportedAt } }
    page: pageInfo { __typename hasNextPage hasPreviousPage startCursor endCursor }
    total: totalCount
  }
}`;
/** Reads a list page by page; the sizes are taken in turn. */
async function readAll(sizes: readonly number[], query = PAGE) {
  const ids: string[] = [];
  let after: string | null = null;
  for (let turn = 0; turn < 1000; turn++) {
    const first = sizes[turn % sizes.length]!;
    const { data, errors } = await world.run(query, { first, after });
    expect(errors).toBeUndefined();
    const { at, page } = data.list;
    expect(at.length).toBeLessThanOrEqual(first);
    ids.push(...at.map((edge: any) => edge.it.id));
    if (!page.hasNextPage) return ids;
    after = page.endCursor;
  }
  throw new Error("It never ends.");
}

const inOrder = (orders: readonly Order[]) =>
  [...orders]
    .sort((a, b) => b.reportedAt - a.reportedAt || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id);

test("reading page by page, whatever the sizes, gives the whole in order, each item once", async () => {
  const orders: Record<string, Order[]> = { f0: [], f1: [], f2: [], "f3+f8": [], f4: [], f5: [] };
  world = await startOperators({ orders });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 12 }), { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
      async (times, sizes) => {
        for (const [server, [name, list]] of Object.entries(orders).entries()) {
          const operators = name.split("+");
          const own = (times[server] ?? []).map((reportedAt, n) => {
            return { id: orderId(operators[n % operators.length]!, n), reportedAt };
          });
          list.splice(0, list.length, ...own);
        }
        expect(await readAll(sizes)).toEqual(inOrder(Object.values(orders).flat()));
      },
    ),
    { numRuns: 100 },
  );
});

const ORDERS = {
  f01: [1, 4, 7].map((reportedAt) => ({ id: orderId("f01", reportedAt), reportedAt })),
  f02: [2, 5, 8].map((reportedAt) => ({ id: orderId("f02", reportedAt), reportedAt })),
  "f03+f04": [
    { id: orderId("f03", 3), reportedAt: 3 },
    { id: orderId("f04", 6), reportedAt: 6 },
  ],
};
const times = (result: { data?: any }): number[] =>
  result.data.list.at.map((edge: any) => edge.it.reportedAt);

describe("a gathered connection", () => {
  test("goes on from the cursor of any of its edges", async () => {
    world = await startOperators({ orders: ORDERS });
    const whole = await world.run(PAGE, { first: 20 });
    expect(times(whole)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    for (const { place, it } of whole.data.list.at) {
      const rest = await world.run(PAGE, { first: 20, after: place });
      expect(times(rest)).toEqual([8, 7, 6, 5, 4, 3, 2, 1].filter((at) => at < it.reportedAt));
    }
  });

  test("tells where its page stands, and counts over all operators", async () => {
    world = await startOperators({ orders: ORDERS });
    const { data } = await world.run(PAGE, { first: 3 });
    const { at, page, total } = data.list;
    expect(total).toBe(8);
    expect(page).toEqual({
      __typename: "PageInfo",
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: at[0].place,
      endCursor: at[2].place,
    });
    const next = await world.run(PAGE, { first: 5, after: page.endCursor });
    expect(next.data.list.page).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  test("asks every server once, and none for what only the merge needs in the client's answer", async () => {
    world = await startOperators({ orders: ORDERS });
    const { data } = await world.run("{ workOrders { edges { node { title } } } }");
    expect(Object.values(world.servers).map(({ requests }) => requests.length)).toEqual([1, 1, 1]);
    expect(data.workOrders.edges).toEqual(Array(8).fill({ node: { title: null } }));
  });

  test("puts items that are equal in its order in the order of the directory, on any page", async () => {
    const at5 = (operator: string) =>
      [1, 2].map((n) => ({ id: orderId(operator, n), reportedAt: 5 }));
    world = await startOperators({ orders: { f02: at5("f02"), f01: at5("f01"), f03: at5("f03") } });
    const query = PAGE.replace("workOrders", "byTime").replace(/, (\$)?firm: (ID|\$firm)/g, "");
    const expected = ["f02", "f01", "f03"].flatMap((id) => [orderId(id, 2), orderId(id, 1)]);
    for (const size of [1, 2, 3, 4, 9]) expect(await readAll([size], query)).toEqual(expected);
  });

  test("takes the default of the schema where the client does not say how many", async () => {
    const f01 = Array.from({ length: 30 }, (_, n) => ({ id: orderId("f01", n), reportedAt: n }));
    world = await startOperators({ orders: { f01, f02: ORDERS.f02 } });
    const { data } = await world.run("{ workOrders { edges { node { id } } } }");
    expect(data.workOrders.edges).toHaveLength(20);
  });

  test("with an operator named is that operator's alone", async () => {
    world = await startOperators({ orders: ORDERS });
    const firm = "firm_f02";
    const page = await world.run(PAGE, { first: 2, firm });
    expect(times(page)).toEqual([8, 5]);
    const after = page.data.list.page.endCursor;
    expect(times(await world.run(PAGE, { first: 2, firm, after }))).toEqual([2]);
    expect(Object.values(world.servers).map(({ requests }) => requests.length)).toEqual([0, 2, 0]);
  });

  test("takes nothing from the others beyond where an operator's short page ends", async () => {
    world = await startOperators({ orders: ORDERS });
    const { f02 } = world.servers;
    f02!.intercept = (request) => {
      // It never gives more than one item at a time, whatever is asked.
      Object.assign(request.variables!, { first: 1 });
      return false;
    };
    expect(await readAll([4])).toEqual(inOrder(Object.values(ORDERS).flat()));
  });

  const KEYS = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const;
  const cursorOf = (key: Buffer, field: string, position: Record<string, string>) =>
    createCursors([key], field).encode(new Map(Object.entries(position)));
  const PLACE = Buffer.from(JSON.stringify([7, orderId("f01", 7)])).toString("base64");

  test.each([
    "nonsense",
    "e30",
    Buffer.from(JSON.stringify({ f01: PLACE })).toString("base64url"),
    cursorOf(Buffer.alloc(32, 3), "works Query.workOrders", { f01: PLACE }),
    cursorOf(KEYS[0], "works Query.byTime", { f01: PLACE }),
  ])(
    "refuses %j as a cursor, which no hub with its keys has made for the field, and asks nobody",
    async (after) => {
      world = await startOperators({ orders: ORDERS, cursorKeys: KEYS });
      const { data, errors } = await world.run(PAGE, { first: 2, after });
      expect(data).toEqual({ list: null });
      expect(errors).toMatchObject([{ path: ["list"], extensions: { code: "INVALID_CURSOR" } }]);
      expect(Object.values(world.servers).flatMap(({ requests }) => requests)).toEqual([]);
    },
  );

  test("goes on from a cursor that another hub has made with any of the keys", async () => {
    world = await startOperators({ orders: ORDERS, cursorKeys: KEYS });
    for (const key of KEYS) {
      const after = cursorOf(key, "works Query.workOrders", { f01: PLACE });
      expect(times(await world.run(PAGE, { first: 3, after }))).toEqual([8, 6, 5]);
    }
  });

  test("ignores operators in a cursor that the directory no longer knows", async () => {
    world = await startOperators({ orders: ORDERS, cursorKeys: KEYS });
    const after = cursorOf(KEYS[0], "works Query.workOrders", { f99: "x" });
    expect(times(await world.run(PAGE, { first: 2, after }))).toEqual([8, 7]);
  });

  test("puts an operator's error at the place of its item in the merged list", async () => {
    world = await startOperators({ orders: { f01: ORDERS.f01, f02: ORDERS.f02 } });
    const query = "{ workOrders(first: 3) { edges { node { reportedAt secret } } } }";
    const { data, errors } = await world.run(query);
    expect(data.workOrders.edges.map((edge: any) => edge.node.reportedAt)).toEqual([8, 7, 5]);
    const places = errors!.map(({ path, extensions }) => [path, extensions["operator"]]);
    expect(places).toHaveLength(3);
    expect(places).toEqual(
      expect.arrayContaining([
        [["workOrders", "edges", 0, "node", "secret"], "f02"],
        [["workOrders", "edges", 1, "node", "secret"], "f01"],
        [["workOrders", "edges", 2, "node", "secret"], "f02"],
      ]),
    );
  });
});

test("a gathered list is merged in order, without what only the merge needed", async () => {
  world = await startOperators({ orders: ORDERS });
  expect((await world.run("{ recent { reportedAt } }")).data).toEqual({
    recent: [8, 7, 6, 5, 4, 3, 2, 1].map((reportedAt) => ({ reportedAt })),
  });
});

test("an operator that is missing on one page gives what was missed when it is back", async () => {
  world = await startOperators({ orders: ORDERS, limits: { retries: 0 } });
  const { f02 } = world.servers;
  f02!.intercept = (_, response) => !!response.destroy();
  const page = await world.run(PAGE, { first: 3 });
  expect(times(page)).toEqual([7, 6, 4]);
  expect(page.errors).toMatchObject([
    { path: ["list"], extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f02" } },
  ]);
  f02!.intercept = undefined;
  const next = await world.run(PAGE, { first: 9, after: page.data.list.page.endCursor });
  expect(times(next)).toEqual([8, 5, 3, 2, 1]);
});
