import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type OperatorWorld,
  type OperatorWorldOptions,
  orderId,
  startOperators,
} from "./support/operators.js";
import type { Interceptor } from "./support/subgraph-server.js";

const ids = ["f01", "f02", "f03", "f04"].map((operator) => orderId(operator, 1));
const [A, B, C, D] = ids as [string, string, string, string];
const ORDERS = {
  f01: [{ id: A, reportedAt: 1 }],
  f02: [{ id: B, reportedAt: 2 }],
  "f03+f04": [
    { id: C, reportedAt: 3 },
    { id: D, reportedAt: 4 },
  ],
};
const town = {
  orders: [B, A, C, B],
  communities: [{ id: "one", firms: ["firm_f01", "firm_f02"], main: "firm_f02" }],
};

let world: OperatorWorld;
const start = async (limits: OperatorWorldOptions["limits"] = {}) => {
  world = await startOperators({ orders: ORDERS, town, limits: { retries: 0, ...limits } });
};
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(async () => {
  vi.useRealTimers();
  await world[Symbol.asyncDispose]();
});

const refuse: Interceptor = (_, response) => !!response.writeHead(503).end("busy");
const reset: Interceptor = (_, response) => !!response.destroy();
const hang: Interceptor = () => true;
const nonsense: Interceptor = (_, response) => !!response.end("[1]");
const withOperator = (id: string, intercept: Interceptor | undefined) => {
  world.servers[id]!.intercept = intercept;
};
const requests = (id: string) => world.servers[id]!.requests.length;
const statusOf = (result: Awaited<ReturnType<OperatorWorld["run"]>>, id: string) =>
  result.extensions.operators.find((outcome) => outcome.id === id)?.status;

const COMPLAINTS = "{ complaints { order { id reportedAt } } }";
const byB = `{ workOrder(id: "${B}") { id } }`;

describe("an operator that does not answer", () => {
  test.each([
    ["refuses", refuse, "unavailable"],
    ["resets the connection", reset, "unavailable"],
    ["hangs", hang, "timeout"],
    ["talks nonsense", nonsense, "invalid"],
  ])(
    "that %s is missing at every place of its entities, and the others' data comes",
    async (_, intercept, status) => {
      // Long enough for the others to answer on a busy machine.
      await start({ timeoutMs: intercept === hang ? 3000 : 60_000 });
      withOperator("f02", intercept);
      const result = await world.run("{ complaints { order { reportedAt } } }");
      expect(result.data.complaints.map((c: any) => c.order.reportedAt)).toEqual([
        null,
        1,
        3,
        null,
      ]);
      expect(result.errors).toEqual(
        [0, 3].map((index) => ({
          message: expect.any(String),
          path: ["complaints", index, "order"],
          extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f02", status, subgraph: "works" },
        })),
      );
      expect([statusOf(result, "f01"), statusOf(result, "f02")]).toEqual(["ok", status]);
      expect(JSON.stringify(result)).not.toContain("127.0.0.1");
    },
  );

  test("delays the others' data until its deadline and no longer, retries included", async () => {
    await start({ timeoutMs: 3000, retries: 3 });
    withOperator("f02", hang);
    const begin = performance.now();
    const result = await world.run("{ recent { id } }");
    const took = performance.now() - begin;
    expect(result.data.recent.map((order: any) => order.id)).toEqual([D, C, A]);
    expect(took).toBeGreaterThanOrEqual(2995);
    // A retry would take as long again.
    expect(took).toBeLessThan(5990);
    expect(requests("f02")).toBe(1);
    const fast = result.extensions.operators.find(({ id }) => id === "f01")!;
    expect(fast.milliseconds).toBeLessThan(3000);
  });

  test("is missing from a merged list of an entity, whose other items come", async () => {
    await start();
    withOperator("f02", refuse);
    const { data, errors } = await world.run("{ communities { orders { id } hotline } }");
    expect(data.communities).toEqual([{ orders: [{ id: A }], hotline: null }]);
    expect(errors!.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        ["communities", 0, "hotline"],
        ["communities", 0, "orders"],
      ]),
    );
    expect(errors).toHaveLength(2);
  });

  test("takes along those with whom it shares a server, each with an error", async () => {
    await start();
    withOperator("f03", refuse);
    const { data, errors } = await world.run("{ recent { id } }");
    expect(data.recent).toEqual([{ id: B }, { id: A }]);
    expect(errors!.map(({ extensions }) => extensions["operator"])).toEqual(["f03", "f04"]);
  });

  test("leaves null where none of them answers", async () => {
    await start();
    for (const id of Object.keys(world.servers)) withOperator(id, refuse);
    const { data, errors } = await world.run("{ recent { id } workOrders { totalCount } }");
    expect(data).toEqual({ recent: null, workOrders: null });
    expect(errors).toHaveLength(8);
  });
});

describe("an operator's refusal", () => {
  test("is its own error, with its code, at the places it was asked for", async () => {
    await start();
    const error = { message: "Not yours", extensions: { code: "FORBIDDEN" } };
    withOperator(
      "f02",
      (_, response) => !!response.end(JSON.stringify({ data: null, errors: [error] })),
    );
    const result = await world.run(COMPLAINTS);
    expect(result.data.complaints[1]).toEqual({ order: { id: A, reportedAt: 1 } });
    expect(result.errors).toEqual(
      [0, 3].map((index) => ({
        message: "Not yours",
        path: ["complaints", index, "order"],
        extensions: { code: "FORBIDDEN", operator: "f02", subgraph: "works" },
      })),
    );
    expect(statusOf(result, "f02")).toBe("ok");
  });
});

describe("repetition", () => {
  const failing = (times: number): Interceptor => {
    let count = 0;
    return (request, response) => count++ < times && refuse(request, response);
  };

  test("makes good a read that failed once", async () => {
    await start({ retries: 2 });
    withOperator("f02", failing(2));
    const result = await world.run(byB);
    expect(result.data).toEqual({ workOrder: { id: B } });
    expect(result.errors).toBeUndefined();
    expect(requests("f02")).toBe(3);
  });

  test("is not against a circuit that the failure has opened", async () => {
    await start({ retries: 2, failures: 1 });
    withOperator("f02", refuse);
    expect(statusOf(await world.run(byB), "f02")).toBe("unavailable");
    expect(requests("f02")).toBe(1);
  });

  test("is not for a mutation, whatever the limits", async () => {
    await start({ retries: 2 });
    withOperator("f02", failing(1));
    const { data, errors } = await world.run(`mutation { close(input: { id: "${B}" }) { id } }`);
    expect(data).toEqual({ close: null });
    expect(errors).toMatchObject([
      { path: ["close"], extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f02" } },
    ]);
    expect(requests("f02")).toBe(1);
  });

  test("is not for an answer with errors", async () => {
    await start({ retries: 2 });
    await world.run(`{ workOrder(id: "${B}") { secret } }`);
    expect(requests("f02")).toBe(1);
  });
});

describe("the circuit of an operator", () => {
  test("opens after failures in a row, lets one try after a while, and closes when it answers", async () => {
    await start({ failures: 2, openMs: 10_000 });
    withOperator("f02", refuse);
    expect(statusOf(await world.run(byB), "f02")).toBe("unavailable");
    expect(statusOf(await world.run(byB), "f02")).toBe("unavailable");
    const open = await world.run(byB);
    expect(statusOf(open, "f02")).toBe("open");
    expect(open.errors).toMatchObject([
      { path: ["workOrder"], extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f02" } },
    ]);
    expect(requests("f02")).toBe(2);

    vi.advanceTimersByTime(10_001);
    expect(statusOf(await world.run(byB), "f02")).toBe("unavailable");
    expect(statusOf(await world.run(byB), "f02")).toBe("open");
    expect(requests("f02")).toBe(3);

    vi.advanceTimersByTime(10_001);
    withOperator("f02", undefined);
    expect((await world.run(byB)).data).toEqual({ workOrder: { id: B } });
    expect(statusOf(await world.run(byB), "f02")).toBe("ok");
    expect(requests("f02")).toBe(5);
  });

  test("is its own: the others are asked as before", async () => {
    await start({ failures: 1 });
    withOperator("f02", refuse);
    await world.run(byB);
    const result = await world.run(COMPLAINTS);
    expect([statusOf(result, "f01"), statusOf(result, "f02")]).toEqual(["ok", "open"]);
  });

  test("opens for one that hangs", async () => {
    await start({ failures: 1, timeoutMs: 50 });
    withOperator("f02", hang);
    expect(statusOf(await world.run(byB), "f02")).toBe("timeout");
    expect(statusOf(await world.run(byB), "f02")).toBe("open");
  });

  test("does not count clients that leave", async () => {
    await start({ failures: 1 });
    const controller = new AbortController();
    withOperator("f02", () => {
      controller.abort();
      return true;
    });
    const left = await world.run(byB, {}, controller.signal);
    expect(left.errors).toMatchObject([{ extensions: { code: "REQUEST_CANCELLED" } }]);
    withOperator("f02", undefined);
    expect(statusOf(await world.run(byB), "f02")).toBe("ok");
  });
});

test("an operator has a bound of requests under way; more wait, and too many are refused", async () => {
  await start({ concurrency: 1, queue: 1 });
  const held: (() => void)[] = [];
  const arrived = new Promise<void>((resolve) => {
    withOperator("f02", (_, response) => {
      held.push(() => response.end(JSON.stringify({ data: { workOrder: { id: B } } })));
      resolve();
      return true;
    });
  });
  const first = world.run(byB);
  await arrived;
  const second = world.run(byB);
  const third = await world.run(byB);
  expect(statusOf(third, "f02")).toBe("busy");
  expect(requests("f02")).toBe(1);
  withOperator("f02", undefined);
  held[0]!();
  expect([statusOf(await first, "f02"), statusOf(await second, "f02")]).toEqual(["ok", "ok"]);
});
