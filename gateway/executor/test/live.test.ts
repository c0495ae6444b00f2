import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createHttpDataSource, type DataSource } from "../src/index.js";
import { type Federation, federate, json } from "./support/federation.js";
import { answerAsMonolith, events, SHOP } from "./support/shop.js";

let shop: Federation;
beforeAll(async () => {
  shop = await federate(SHOP, { headers: { authorization: "Bearer ada", "x-party": "p1" } });
});
afterAll(() => shop[Symbol.asyncDispose]());
beforeEach(() => {
  shop.servers["accounts"]!.intercept = undefined;
});

const listening = async (count = 1) => {
  while (events.listenerCount("reviewed") < count) await once(events, "subscribed");
};
const silent = async () => {
  while (events.listenerCount("reviewed") > 0) await once(events, "removeListener");
};
const SELECTION =
  "{ id body author { name email badge friends { id } } product { __typename name ... on Book { inStock } } }";

test("runs the rest of the plan in other subgraphs for every event", async () => {
  const stream = shop.stream(`subscription { r: reviewed ${SELECTION} }`);
  const first = stream.next();
  await listening();
  events.emit("reviewed", "r1");
  const expected = json(await answerAsMonolith(shop.schema, `{ reviews ${SELECTION} }`)) as {
    data: { reviews: unknown[] };
  };
  expect(json((await first).value!)).toEqual({ data: { r: expected.data.reviews[0] } });
  events.emit("reviewed", "r2");
  events.emit("reviewed", "r3");
  expect(json((await stream.next()).value!)).toEqual({ data: { r: expected.data.reviews[1] } });
  expect(json((await stream.next()).value!)).toEqual({ data: { r: expected.data.reviews[2] } });
  await stream.return();
  await silent();
});

test("closes the upstream when the consumer leaves while it waits", async () => {
  const stream = shop.stream("subscription { reviewed { id } }");
  const pending = stream.next();
  await listening();
  await stream.return();
  expect(await pending).toEqual({ done: true, value: undefined });
  await silent();
});

test("sends who asks with the connection and the handshake, one connection per identity", async () => {
  const before = shop.servers["reviews"]!.connections.length;
  const streams = [1, 2].map(() => shop.stream("subscription { reviewed { id } }"));
  const events1 = streams.map((stream) => stream.next());
  await listening(2);
  events.emit("reviewed", "r1");
  await Promise.all(events1);
  const { connections } = shop.servers["reviews"]!;
  expect(connections.length - before).toBe(1);
  expect(connections.at(-1)!.params).toEqual({ authorization: "Bearer ada", "x-party": "p1" });
  expect(connections.at(-1)!.headers).toMatchObject({ authorization: "Bearer ada" });
  await Promise.all(streams.map((stream) => stream.return()));
  await silent();
});

test.each([undefined, 1000, 1001, 1012])(
  "says that the upstream was lost (close code %s), in a last result without data",
  async (code) => {
    const stream = shop.stream("subscription { reviewed { id } }");
    const pending = stream.next();
    await listening();
    shop.servers["reviews"]!.cut(code);
    expect(json((await pending).value!)).toEqual({
      errors: [
        {
          message: "The subgraph could not be reached.",
          path: ["reviewed"],
          extensions: { code: "SUBGRAPH_UNAVAILABLE", subgraph: "reviews" },
        },
      ],
    });
    expect((await stream.next()).done).toBe(true);
    await silent();
  },
);

test("says that there is nobody to subscribe at", async () => {
  const nowhere = createHttpDataSource({ name: "reviews", url: "http://127.0.0.1:1/graphql" });
  const stream = shop.stream(
    "subscription { reviewed { id } }",
    {},
    { dataSources: new Map(shop.dataSources).set("reviews", nowhere) },
  );
  expect(json((await stream.next()).value!)).toMatchObject({
    errors: [{ extensions: { code: "SUBGRAPH_UNAVAILABLE", subgraph: "reviews" } }],
  });
  expect((await stream.next()).done).toBe(true);
});

test("passes of an event's own extensions what the caller picks, by default nothing", async () => {
  const source: DataSource = {
    execute: () => Promise.reject(new Error("unused")),
    async *subscribe() {
      yield { data: { reviewed: { id: "r1" } }, extensions: { cursor: "c1", trace: "x" } };
    },
    close: async () => undefined,
  };
  const dataSources = new Map([["reviews", source]]);
  const query = "subscription { reviewed { id } }";
  const silentStream = shop.stream(query, {}, { dataSources });
  expect((await silentStream.next()).value).toEqual({ data: { reviewed: { id: "r1" } } });
  const stream = shop.stream(query, {}, { dataSources, extensions: ({ cursor }) => ({ cursor }) });
  expect((await stream.next()).value).toEqual({
    data: { reviewed: { id: "r1" } },
    extensions: { cursor: "c1" },
  });
  expect((await stream.next()).done).toBe(true);
});

test("delivers the event with an error when the rest of the plan fails", async () => {
  shop.servers["accounts"]!.intercept = (_, response) => {
    response.writeHead(503).end("busy");
    return true;
  };
  const stream = shop.stream("subscription { reviewed { id author { role } } }");
  const pending = stream.next();
  await listening();
  events.emit("reviewed", "r1");
  expect(json((await pending).value!)).toMatchObject({
    data: { reviewed: { id: "r1", author: { role: null } } },
    errors: [{ path: ["reviewed", "author"], extensions: { subgraph: "accounts" } }],
  });
  await stream.return();
  await silent();
});

test("refuses variables of the wrong type before anything is sent", async () => {
  const query = "subscription ($a: Boolean!) { reviewed { id @include(if: $a) } }";
  const stream = shop.stream(query, { a: "yes" });
  const { value } = await stream.next();
  expect(json(value!).errors![0]!.extensions).toEqual({ code: "BAD_USER_INPUT" });
  expect((await stream.next()).done).toBe(true);
});
