import { ApolloServer, HeaderMap } from "@apollo/server";
import { ApolloServerPluginInlineTraceDisabled } from "@apollo/server/plugin/disabled";
import { ApolloServerPluginSubscriptionCallback } from "@apollo/server/plugin/subscriptionCallback";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import { createHandler } from "graphql-sse/lib/use/http";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { createHub } from "../src/index.js";
import { openReader, type Reader, transports } from "./fixture/reader.js";
import { compose } from "./fixture/shop.js";
import { createTopic, type Topic } from "./fixture/topic.js";

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { now: String }
  type Subscription { ticked: Tick! refused: Tick! }
  type Tick { n: Int! }`;
const query = "subscription { ticked { n } }";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Foreign {
  readonly url: string;
  readonly ticked: Topic<number>;
  /** Cuts whatever is open. */
  cut(): void;
}

/** A subgraph that others' servers serve. */
async function startForeign(
  serve: (
    schema: ReturnType<typeof buildSubgraphSchema>,
  ) => Promise<(request: IncomingMessage, response: ServerResponse) => void>,
): Promise<Foreign> {
  const ticked = createTopic<number>();
  const resolvers = {
    Subscription: {
      ticked: { subscribe: () => ticked.stream(), resolve: (n: number) => ({ n }) },
      refused: {
        subscribe() {
          throw new Error("not today");
        },
      },
    },
  };
  const handle = await serve(buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]));
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    ticked,
    cut: () => server.closeAllConnections(),
  };
}

async function startHub({ url }: Foreign, protocol: "sse" | "callback"): Promise<string> {
  const hub = await createHub({
    supergraph: { sdl: compose([{ name: "clock", url, sdl }]) },
    identity: false,
    port: 0,
    logger: pino({ level: "silent" }),
    live: { protocols: { clock: protocol } },
  });
  closing.push(() => hub.stop());
  return hub.url;
}

const overSse = () =>
  startForeign(async (schema) => {
    const handler = createHandler({ schema });
    return (request, response) => void handler(request, response);
  });

/** Apollo Server, with its own plugin for the protocol. */
const overCallbacks = () =>
  startForeign(async (schema) => {
    const apollo = new ApolloServer({
      schema,
      plugins: [ApolloServerPluginSubscriptionCallback(), ApolloServerPluginInlineTraceDisabled()],
      stopOnTerminationSignals: false,
    });
    await apollo.start();
    closing.push(() => apollo.stop());
    return async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const headers = new HeaderMap(Object.entries(request.headers as Record<string, string>));
      const { status, body } = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: "POST",
          headers,
          search: "",
          body: JSON.parse(Buffer.concat(chunks).toString()),
        },
        context: async () => ({}),
      });
      response.writeHead(status ?? 200, { "content-type": "application/json" });
      response.end(body.kind === "complete" ? body.string : "");
    };
  });

async function ticks(reader: Reader, count: number): Promise<unknown[]> {
  const all: unknown[] = [];
  while (all.length < count) {
    const message = await reader.next();
    if (message.data) all.push(message);
  }
  return all;
}
const tick = (n: number) => ({ data: { ticked: { n } }, extensions: { resumable: false } });

describe.each([
  ["sse", overSse],
  ["callback", overCallbacks],
] as const)("a foreign subgraph over %s", (protocol, start) => {
  it.each(transports)("is live over %s, and says that it cannot be resumed", async (transport) => {
    const foreign = await start();
    const url = await startHub(foreign, protocol);
    const readers = await Promise.all([1, 2].map(() => openReader(transport, url, { query })));
    await foreign.ticked.listeners(1);
    for (const n of [1, 2]) foreign.ticked.publish(n);
    for (const reader of readers) expect(await ticks(reader, 2)).toEqual([tick(1), tick(2)]);
    for (const reader of readers) reader.leave();
    let isLeft = false;
    const left = foreign.ticked.listeners(0).then(() => (isLeft = true));
    // Over callbacks the subgraph learns of it when it calls the next time.
    while (protocol === "callback" && !isLeft) {
      foreign.ticked.publish(3);
      await new Promise(setImmediate);
    }
    await left;
  });

  it("tells why a subscription is refused", async () => {
    const url = await startHub(await start(), protocol);
    const reader = await openReader("websocket", url, { query: "subscription { refused { n } }" });
    await reader.next();
    expect((await reader.next()).errors).toMatchObject([
      { extensions: { code: "INTERNAL_SERVER_ERROR", subgraph: "clock" } },
    ]);
    reader.leave();
  });
});

it("says once that it was cut off from a foreign subgraph, and goes on", async () => {
  const foreign = await overSse();
  const url = await startHub(foreign, "sse");
  const reader = await openReader("websocket", url, { query });
  await reader.next();
  await foreign.ticked.listeners(1);
  foreign.ticked.publish(4);
  expect(await reader.next()).toEqual(tick(4));
  foreign.cut();
  const gap = await reader.next();
  expect(gap).toMatchObject({
    data: null,
    errors: [{ extensions: { code: "EVENTS_MISSED", subgraph: "clock" } }],
    extensions: { gap: { from: null, to: null }, resumable: false },
  });
  await foreign.ticked.listeners(1);
  foreign.ticked.publish(5);
  expect(await reader.next()).toEqual(tick(5));
  reader.leave();
});

describe("the callback route", () => {
  const call = (url: string, body: object, id = "x") =>
    fetch(`${url}/live/callbacks/${id}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  it("takes nothing from whoever does not know the stream and its secret", async () => {
    const foreign = await overCallbacks();
    const url = await startHub(foreign, "callback");
    const forged = { kind: "subscription", action: "next", id: "x", verifier: "y", payload: {} };
    expect((await call(url, forged)).status).toBe(404);
    expect((await call(url, { action: "next" })).status).toBe(400);
  });
});
