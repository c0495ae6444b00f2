import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { json } from "./support/federation.js";
import { type OperatorWorld, orderId, startOperators } from "./support/operators.js";

const IDS = ["f01", "f02", "f03"];
let world: OperatorWorld;
let subscribed: string[];
const start = async () => {
  world = await startOperators({ orders: { f01: [], f02: [], f03: [] } });
  subscribed = [];
  world.events.on("subscribed", (id: string) => subscribed.push(id));
};
afterEach(() => world[Symbol.asyncDispose]());

const listening = async (count: number) => {
  while (subscribed.length < count) await once(world.events, "subscribed");
};
const silent = async (id: string) => {
  while (world.events.listenerCount(id) > 0) await once(world.events, "removeListener");
};
const report = (operator: string, n: number) =>
  world.events.emit(operator, { id: orderId(operator, n), reportedAt: n });

test("merges the streams of all operators, and tells whose each event is", async () => {
  await start();
  const stream = world.stream("subscription { r: reported { reportedAt } }");
  const first = stream.next();
  await listening(3);
  report("f02", 1);
  expect(json((await first).value!)).toEqual({
    data: { r: { reportedAt: 1 } },
    extensions: { operators: [{ subgraph: "works", id: "f02", status: "ok", milliseconds: 0 }] },
  });
  report("f03", 2);
  expect(json((await stream.next()).value!).data).toEqual({ r: { reportedAt: 2 } });
  report("f01", 3);
  expect(json((await stream.next()).value!).data).toEqual({ r: { reportedAt: 3 } });
  await stream.return();
  await Promise.all(IDS.map(silent));
});

test.each([
  [`subscription { reportedAt(firm: "firm_f02") { reportedAt } }`, {}],
  [`subscription ($f: ID!) { reportedAt(firm: $f) { reportedAt } }`, { f: "firm_f02" }],
])("with an operator in an argument has that one's stream alone: %s", async (query, variables) => {
  await start();
  const stream = world.stream(query, variables);
  const first = stream.next();
  await listening(1);
  report("f01", 1);
  report("f02", 2);
  expect(json((await first).value!).data).toEqual({ reportedAt: { reportedAt: 2 } });
  expect(subscribed).toEqual(["f02"]);
  await stream.return();
});

test("of an unknown operator is an error and the end", async () => {
  await start();
  const stream = world.stream(`subscription { reportedAt(firm: "firm_f99") { reportedAt } }`);
  expect(json((await stream.next()).value!).errors).toMatchObject([
    { path: ["reportedAt"], extensions: { code: "OPERATOR_UNKNOWN", operator: "firm_f99" } },
  ]);
  expect((await stream.next()).done).toBe(true);
  expect(subscribed).toEqual([]);
});

test("of one operator that is lost ends with an error that names it", async () => {
  await start();
  const stream = world.stream(`subscription { reportedAt(firm: "firm_f02") { reportedAt } }`);
  const first = stream.next();
  await listening(1);
  world.servers["f02"]!.cut();
  expect(json((await first).value!)).toMatchObject({
    data: { reportedAt: null },
    errors: [{ extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f02" } }],
  });
  expect((await stream.next()).done).toBe(true);
});

test("merged, tells of a lost operator once, goes on with the others and takes it up again", async () => {
  await start();
  const stream = world.stream("subscription { reported { reportedAt } }");
  const first = stream.next();
  await listening(3);
  world.servers["f02"]!.cut();
  expect(json((await first).value!)).toMatchObject({
    errors: [{ path: ["reported"], extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f02" } }],
  });
  report("f01", 1);
  expect(json((await stream.next()).value!).data).toEqual({ reported: { reportedAt: 1 } });
  await listening(4);
  report("f02", 2);
  expect(json((await stream.next()).value!).data).toEqual({ reported: { reportedAt: 2 } });
  await stream.return();
});

test("closes all upstreams when the consumer leaves while it waits", async () => {
  await start();
  const stream = world.stream("subscription { reported { reportedAt } }");
  const pending = stream.next();
  await listening(3);
  await stream.return();
  expect(await pending).toEqual({ done: true, value: undefined });
  await Promise.all(IDS.map(silent));
});
