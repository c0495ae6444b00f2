import { createClient } from "graphql-ws";
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { DemoIssuer } from "../src/index.js";
import { createIssuer, gridWorker, startScene, type Scene } from "./fixture/hub.js";
import { openSocket } from "./fixture/live.js";

const added = "subscription Added { reviewAdded { body product { name } author { name } } }";
const review = { id: "r9", body: "New", upc: "p1", authorId: "u2" };
const whole = {
  data: { reviewAdded: { body: "New", product: { name: "Lamp" }, author: { name: "Bo" } } },
  extensions: { resumable: false },
};

describe("WebSocket in open mode", () => {
  let scene: Scene;
  beforeAll(async () => (scene = await startScene({ limits: { maxBufferedBytes: 64 * 1024 } })));
  afterAll(() => scene.stop());

  it("delivers each event with the fields of all parties", async () => {
    const client = await openSocket(scene.hub.url);
    expect(await client.next()).toEqual({ type: "connection_ack" });
    client.send({ id: "1", type: "subscribe", payload: { query: added } });
    await scene.shop.reviewAdded.listeners(1);
    scene.shop.reviewAdded.publish(review);
    expect(await client.next()).toEqual({ id: "1", type: "next", payload: whole });
    scene.shop.reviewAdded.publish({ ...review, body: "Second" });
    expect((await client.next()).payload.data.reviewAdded.body).toBe("Second");
    client.socket.close();
    await scene.shop.reviewAdded.listeners(0);
  });

  it("is not ended by a client that resets a connection whose upgrade was refused", async () => {
    const { hostname, port } = new URL(scene.hub.url);
    const request = `GET /elsewhere HTTP/1.1\r\nhost: ${hostname}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`;
    const refused = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const socket = connect({ host: hostname, port: Number(port) });
        socket.write(request);
        const [answer] = await once(socket, "data");
        socket.resetAndDestroy();
        return String(answer).split("\r\n")[0];
      }),
    );
    expect(new Set(refused)).toEqual(new Set(["HTTP/1.1 404 Not Found"]));
    // An error that nobody takes would end the process, and this test run.
    const client = await openSocket(scene.hub.url);
    expect(await client.next()).toEqual({ type: "connection_ack" });
    client.socket.close();
  });

  it("ends the upstream when the client completes an operation, and keeps the others", async () => {
    const client = await openSocket(scene.hub.url);
    await client.next();
    const other = "subscription { reviewAdded { id } }";
    for (const [id, query] of [
      ["1", added],
      ["2", other],
    ])
      client.send({ id, type: "subscribe", payload: { query } });
    await scene.shop.reviewAdded.listeners(2);
    client.send({ id: "1", type: "complete" });
    await scene.shop.reviewAdded.listeners(1);
    scene.shop.reviewAdded.publish(review);
    expect(await client.next()).toMatchObject({ id: "2", type: "next" });
    client.socket.terminate();
    await scene.shop.reviewAdded.listeners(0);
  });

  it("answers queries and mutations, then completes", async () => {
    const client = await openSocket(scene.hub.url);
    await client.next();
    client.send({
      id: "q",
      type: "subscribe",
      payload: { query: "query Q($n: Int) { products(first: $n) { upc } }", variables: { n: 1 } },
    });
    expect(await client.next()).toEqual({
      id: "q",
      type: "next",
      payload: { data: { products: [{ upc: "p1" }] } },
    });
    expect(await client.next()).toEqual({ id: "q", type: "complete" });
    client.send({
      id: "m",
      type: "subscribe",
      payload: { query: 'mutation { rename(upc: "p2", name: "Stool") { name } }' },
    });
    expect(await client.next()).toMatchObject({ payload: { data: { rename: { name: "Stool" } } } });
    client.socket.close();
    await client.closed;
    expect(scene.log).toContainEqual(
      expect.objectContaining({ transport: "websocket", operation: "Q", type: "query" }),
    );
  });

  it("answers an operation that is not valid with its errors, and stays open", async () => {
    const client = await openSocket(scene.hub.url);
    await client.next();
    client.send({ id: "1", type: "subscribe", payload: { query: "{ colour }" } });
    expect(await client.next()).toMatchObject({
      id: "1",
      type: "error",
      payload: [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }],
    });
    client.send({ id: "2", type: "subscribe", payload: { query: "{ __typename }" } });
    expect(await client.next()).toMatchObject({
      id: "2",
      payload: { data: { __typename: "Query" } },
    });
    client.socket.close();
  });

  it("masks the errors of an event, and of a subscription that cannot start", async () => {
    const client = await openSocket(scene.hub.url);
    await client.next();
    client.send({ id: "1", type: "subscribe", payload: { query: "subscription { neverStarts }" } });
    const message = await client.next();
    expect(message).toMatchObject({
      type: "next",
      payload: { errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR", subgraph: "reviews" } }] },
    });
    expect(JSON.stringify(message)).not.toMatch("postgres");
    expect(await client.next()).toEqual({ id: "1", type: "complete" });
    client.socket.close();
  });

  it("serves the client that others wrote", async () => {
    const client = createClient({
      url: `${scene.hub.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
    });
    const results = client.iterate({ query: added });
    const first = results.next();
    await scene.shop.reviewAdded.listeners(1);
    scene.shop.reviewAdded.publish(review);
    expect(await first).toEqual({ done: false, value: whole });
    await client.dispose();
    await scene.shop.reviewAdded.listeners(0);
  });

  it("takes headers for the subgraphs from connectionParams", async () => {
    const client = await openSocket(scene.hub.url, { headers: { Authorization: "Basic YTpi" } });
    await client.next();
    client.send({
      id: "1",
      type: "subscribe",
      payload: { query: '{ header(name: "authorization") }' },
    });
    expect((await client.next()).payload.data).toEqual({ header: "Basic YTpi" });
    client.socket.close();
  });

  it("sends away who reads too slowly, and ends the upstream", async () => {
    const client = await openSocket(scene.hub.url);
    await client.next();
    client.send({ id: "1", type: "subscribe", payload: { query: added } });
    await scene.shop.reviewAdded.listeners(1);
    client.socket.pause();
    const body = "x".repeat(256 * 1024);
    const left = scene.shop.reviewAdded.listeners(0);
    let gone = false;
    void left.then(() => (gone = true));
    // More than any socket buffer holds; how much that is, the kernel decides.
    for (let i = 0; i < 400 && !gone; i++) {
      scene.shop.reviewAdded.publish({ ...review, body });
      await new Promise(setImmediate);
    }
    client.socket.resume();
    expect(await client.closed).toEqual({ code: 4410, reason: "SLOW_CONSUMER" });
    await left;
  });

  it("closes on a message above the limit, on one that is no protocol message, and on another protocol", async () => {
    const large = await openSocket(scene.hub.url);
    await large.next();
    large.send({ id: "1", type: "subscribe", payload: { query: "#".repeat(1024 * 1024 + 1) } });
    expect((await large.closed).code).toBe(1009);
    const wrong = await openSocket(scene.hub.url);
    await wrong.next();
    wrong.socket.send("hello");
    expect((await wrong.closed).code).toBe(4400);
    const other = new WebSocket(`${scene.hub.url.replace("http", "ws")}/graphql`);
    expect((await once(other, "close"))[0]).toBe(4406);
  });

  it("upgrades at /graphql only", async () => {
    const { hostname, port } = new URL(scene.hub.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `GET /other HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
    );
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch("404 Not Found");
  });
});

describe("WebSocket with identity", () => {
  let scene: Scene;
  let issuer: DemoIssuer;
  beforeAll(async () => {
    issuer = await createIssuer();
    scene = await startScene({ identity: { issuers: [issuer] } });
  });
  afterAll(() => scene.stop());

  it.each([
    ["authorization", (authorization: string) => ({ authorization })],
    ["headers.authorization", (authorization: string) => ({ headers: { authorization } })],
    [
      "headers.Authorization",
      (authorization: string) => ({ headers: { Authorization: authorization } }),
    ],
  ])("takes the token from connectionParams.%s and hands it on", async (_, params) => {
    const { token } = await issuer.sign(gridWorker);
    const client = await openSocket(scene.hub.url, params(`Bearer ${token}`));
    expect(await client.next()).toEqual({ type: "connection_ack" });
    client.send({
      id: "1",
      type: "subscribe",
      payload: { query: '{ header(name: "authorization") }' },
    });
    expect((await client.next()).payload.data).toEqual({ header: `Bearer ${token}` });
    client.socket.close();
  });

  it.each([
    ["no token", undefined, 4401, "UNAUTHENTICATED"],
    ["a token that is none", { authorization: "Bearer abc" }, 4403, "TOKEN_INVALID"],
  ])("closes on %s", async (_, params, code, reason) => {
    const client = await openSocket(scene.hub.url, params);
    expect(await client.closed).toEqual({ code, reason });
  });

  it("closes on an expired token", async () => {
    const { token } = await issuer.sign(gridWorker, { expiresIn: -60 });
    const client = await openSocket(scene.hub.url, { authorization: `Bearer ${token}` });
    expect(await client.closed).toEqual({ code: 4401, reason: "TOKEN_EXPIRED" });
  });

  it("closes when the token's time is over, and ends the upstream", async () => {
    const { token } = await issuer.sign(gridWorker, { expiresIn: 2 });
    const client = await openSocket(scene.hub.url, { authorization: `Bearer ${token}` });
    await client.next();
    client.send({ id: "1", type: "subscribe", payload: { query: added } });
    await scene.shop.reviewAdded.listeners(1);
    expect(await client.closed).toEqual({ code: 4401, reason: "TOKEN_EXPIRED" });
    await scene.shop.reviewAdded.listeners(0);
  });

  it("refuses an operation before the connection is acknowledged", async () => {
    const client = new WebSocket(
      `${scene.hub.url.replace("http", "ws")}/graphql`,
      "graphql-transport-ws",
    );
    await once(client, "open");
    client.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: added } }));
    expect((await once(client, "close"))[0]).toBe(4401);
  });
});
