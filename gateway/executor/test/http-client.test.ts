import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createHttpDataSource, type DataSource, type HttpDataSourceOptions } from "../src/index.js";

/** One request as it came over a connection. */
interface Received {
  readonly connection: number;
  readonly head: string;
  readonly body: string;
  readonly socket: Socket;
  /** Sends bytes as they are. */
  send(text: string): void;
  answer(data?: unknown, lines?: string): void;
}

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A server that speaks in bytes, and a source that asks it. */
async function start(
  onRequest: (received: Received, index: number) => void,
  options: Partial<HttpDataSourceOptions> = {},
) {
  const received: Received[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    const connection = sockets.push(socket) - 1;
    socket.on("error", () => undefined);
    let bytes = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const end = bytes.indexOf("\r\n\r\n");
      const head = bytes.toString("latin1", 0, end);
      const length = Number(/content-length: (\d+)/.exec(head)?.[1]);
      if (end === -1 || bytes.length < end + 4 + length) return;
      const body = bytes.toString("utf8", end + 4, end + 4 + length);
      bytes = bytes.subarray(end + 4 + length);
      const send = (text: string): void => void socket.write(text);
      const answer: Received["answer"] = (data = {}, lines = "") => {
        const text = JSON.stringify({ data });
        send(`HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n${lines}\r\n${text}`);
      };
      const request = { connection, head, body, socket, send, answer };
      onRequest(request, received.push(request) - 1);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/graphql?v=1`;
  const source = createHttpDataSource({ name: "raw", url, timeoutMs: 5000, ...options });
  open.push(() => {
    void source.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { source, received, sockets, port };
}

const ask = (source: DataSource, kind: "query" | "mutation" = "query", headers = {}) =>
  source.execute({ query: `${kind} { a }`, kind }, { headers });

describe("a request", () => {
  test("is one HTTP/1.1 message, its length in bytes", async () => {
    const { source, received, port } = await start(({ answer }) => answer({ a: 1 }));
    const headers = {
      "x-name": "Zoë",
      Authorization: "Bearer t",
      "Content-Length": "3",
      host: "x",
    };
    const variables = { 名: "互通" };
    const result = await source.execute({ query: "{ a }", variables }, { headers });
    expect(result).toEqual({ data: { a: 1 } });
    const [{ head, body }] = received as [Received];
    expect(head.split("\r\n")).toEqual([
      "POST /graphql?v=1 HTTP/1.1",
      `host: 127.0.0.1:${port}`,
      "connection: keep-alive",
      "content-type: application/json",
      "accept: application/graphql-response+json, application/json;q=0.9",
      "x-name: Zoë",
      "Authorization: Bearer t",
      `content-length: ${Buffer.byteLength(body)}`,
    ]);
    expect(JSON.parse(body)).toEqual({ query: "{ a }", variables });
  });

  test.each([
    { "x-name": "a\r\nhost: b" },
    { "x-name": "a\nb" },
    { "x name": "a" },
    { "x-name": "互" },
  ])("with what is no header is not sent: %j", async (headers) => {
    const { source, received } = await start(({ answer }) => answer());
    await expect(ask(source, "query", headers)).rejects.toMatchObject({
      code: "SUBGRAPH_UNAVAILABLE",
    });
    expect(received).toEqual([]);
  });
});

describe("a connection", () => {
  test("is used again", async () => {
    const { source, sockets } = await start(({ answer }) => answer());
    for (let count = 0; count < 5; count++) await ask(source);
    expect(sockets).toHaveLength(1);
  });

  test.each([
    ["the peer says so", "connection: close\r\n"],
    ["the peer keeps it too briefly", "keep-alive: timeout=1\r\n"],
  ])("is not used again where %s", async (_, lines) => {
    const { source, sockets } = await start(({ answer }) => answer({}, lines));
    await ask(source);
    await ask(source);
    expect(sockets).toHaveLength(2);
  });

  test("that gives more than an answer is not used again", async () => {
    const { source, sockets } = await start(({ send }, index) =>
      send(
        `HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{"data":{"n":${index}}} HTTP/1.1 200 OK\r\n`,
      ),
    );
    expect(await ask(source)).toEqual({ data: { n: 0 } });
    expect(await ask(source)).toEqual({ data: { n: 1 } });
    expect(sockets).toHaveLength(2);
  });

  test("that the peer closes while it is idle is not used again", async () => {
    const { source, received, sockets } = await start(({ answer }) => answer());
    await ask(source);
    const gone = once(sockets[0]!, "close");
    sockets[0]!.end("HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n");
    await gone;
    await ask(source, "mutation");
    expect(received.map(({ connection }) => connection)).toEqual([0, 1]);
  });

  test("is waited for when there are as many as there may be", async () => {
    const held: Received[] = [];
    const { source, received, sockets } = await start(
      (request) => {
        held.push(request);
        if (held.length < 2) return;
        for (const { answer } of held.splice(0)) answer();
      },
      { connections: 2 },
    );
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => ask(source)));
    expect(sockets).toHaveLength(2);
    expect(received).toHaveLength(6);
  });

  test("that is lost makes room for who waits", async () => {
    const { source, sockets } = await start(
      ({ answer, socket }, index) => (index === 0 ? socket.destroy() : answer()),
      { connections: 1 },
    );
    const [first, second] = await Promise.allSettled([ask(source), ask(source)]);
    expect(first).toMatchObject({ reason: { code: "SUBGRAPH_UNAVAILABLE" } });
    expect(second.status).toBe("fulfilled");
    expect(sockets).toHaveLength(2);
  });
});

describe("a kept connection that the peer had closed", () => {
  const closesSecond = ({ answer, socket }: Received, index: number): void => {
    if (index === 1) socket.destroy();
    else answer({ index });
  };

  test("costs a query nothing but a new connection", async () => {
    const { source, received } = await start(closesSecond);
    await ask(source);
    expect(await ask(source)).toEqual({ data: { index: 2 } });
    expect(received.map(({ connection }) => connection)).toEqual([0, 0, 1]);
  });

  test("fails a mutation, which may have been done", async () => {
    const { source, received } = await start(closesSecond);
    await ask(source);
    await expect(ask(source, "mutation")).rejects.toMatchObject({ code: "SUBGRAPH_UNAVAILABLE" });
    expect(received).toHaveLength(2);
  });

  test("fails a query that has part of an answer", async () => {
    const { source, received } = await start(({ answer, socket }, index) =>
      index === 0 ? answer() : socket.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
    );
    await ask(source);
    await expect(ask(source)).rejects.toMatchObject({ code: "SUBGRAPH_UNAVAILABLE" });
    expect(received).toHaveLength(2);
  });

  test("is tried once more, not for ever", async () => {
    const { source, received } = await start(({ answer, socket }, index) =>
      index === 0 ? answer() : socket.destroy(),
    );
    await ask(source);
    await expect(ask(source)).rejects.toMatchObject({ code: "SUBGRAPH_UNAVAILABLE" });
    expect(received).toHaveLength(3);
  });
});

describe("an answer", () => {
  test("that comes before the request is read counts, and its connection is given up", async () => {
    const { source, received, sockets } = await start(({ answer }) => answer());
    const large = source.execute({ query: "x".repeat(8_000_000) }, { headers: {} });
    while (sockets.length === 0) await new Promise(setImmediate);
    sockets[0]!.pause();
    const text = '{"errors":[{"message":"big"}]}';
    sockets[0]!.write(`HTTP/1.1 413 Too Large\r\ncontent-length: ${text.length}\r\n\r\n${text}`);
    expect(await large).toEqual({ errors: [{ message: "big" }] });
    await ask(source);
    expect(received.map(({ connection }) => connection)).toEqual([1]);
  });

  test("that ends with the connection is whole", async () => {
    const { source } = await start(({ socket }) =>
      socket.end('HTTP/1.1 200 OK\r\n\r\n{"data":{"a":1}}'),
    );
    expect(await ask(source)).toEqual({ data: { a: 1 } });
  });

  test.each([
    ["is no HTTP", "SSH-2.0-x\r\n\r\n", "SUBGRAPH_INVALID_RESPONSE"],
    ["is too large", "HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n", "SUBGRAPH_INVALID_RESPONSE"],
    ["has no body", "HTTP/1.1 204 No Content\r\n\r\n", "SUBGRAPH_INVALID_RESPONSE"],
    [
      "is compressed",
      "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n\x1f\x8b",
      "SUBGRAPH_INVALID_RESPONSE",
    ],
  ])("that %s is refused", async (_, text, code) => {
    const { source } = await start(({ send }) => send(text), { maxResponseBytes: 100 });
    await expect(ask(source)).rejects.toMatchObject({ code });
  });
});

describe("what takes too long or is not wanted any more", () => {
  test("ends in its own time, whether it was sent or waits for a connection", async () => {
    const arrived = Promise.withResolvers<void>();
    const { source } = await start(() => arrived.resolve(), { connections: 1, timeoutMs: 3000 });
    const first = ask(source);
    first.catch(() => undefined);
    await arrived.promise;
    const begun = performance.now();
    await expect(ask(source)).rejects.toMatchObject({ code: "SUBGRAPH_TIMEOUT" });
    expect(performance.now() - begun).toBeGreaterThanOrEqual(2995);
    await expect(first).rejects.toMatchObject({ code: "SUBGRAPH_TIMEOUT" });
  });

  test("gives its connection up, and one that waits is never sent", async () => {
    const controller = new AbortController();
    const { source, received, sockets } = await start(
      ({ answer }, index) => (index === 0 ? controller.abort() : answer()),
      { connections: 1 },
    );
    const context = { headers: {}, signal: controller.signal };
    const results = await Promise.allSettled([
      source.execute({ query: "{ first }" }, context),
      source.execute({ query: "{ second }" }, context),
      ask(source),
    ]);
    expect(results).toMatchObject([
      { reason: { code: "REQUEST_CANCELLED" } },
      { reason: { code: "REQUEST_CANCELLED" } },
      { value: { data: {} } },
    ]);
    expect(received).toHaveLength(2);
    expect(sockets).toHaveLength(2);
  });

  test("fails when the source is closed", async () => {
    const { source } = await start(() => void source.close(), { connections: 1 });
    const results = await Promise.allSettled([ask(source), ask(source)]);
    for (const result of results)
      expect(result).toMatchObject({ reason: { code: "SUBGRAPH_UNAVAILABLE" } });
    await expect(ask(source)).rejects.toMatchObject({ code: "SUBGRAPH_UNAVAILABLE" });
  });
});
