import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DemoIssuer } from "../src/index.js";
import { createIssuer, gridWorker, startScene, type Scene } from "./fixture/hub.js";
import { openStream, readEvents, readParts, take } from "./fixture/live.js";

const query = "subscription Added { reviewAdded { body product { name } author { name } } }";
const review = { id: "r9", body: "New", upc: "p1", authorId: "u2" };
const whole = {
  data: { reviewAdded: { body: "New", product: { name: "Lamp" }, author: { name: "Bo" } } },
  extensions: { resumable: false },
};
const sse = "text/event-stream";
const multipart = 'multipart/mixed;subscriptionSpec="1.0", application/json';

describe("server-sent events", () => {
  let scene: Scene;
  beforeAll(async () => (scene = await startScene()));
  afterAll(() => scene.stop());

  it("delivers each event with the fields of all parties", async () => {
    const response = await openStream(scene.hub.url, sse, { query });
    expect(response.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
    });
    expect(response.headers["x-request-id"]).toBeDefined();
    const events = readEvents(response);
    await scene.shop.reviewAdded.listeners(1);
    for (const body of ["New", "Second"]) {
      scene.shop.reviewAdded.publish({ ...review, body });
      const { event, data } = await take(events);
      expect([event, data.data.reviewAdded.body]).toEqual(["next", body]);
    }
    response.destroy();
    await scene.shop.reviewAdded.listeners(0);
  });

  it("begins at once, with a comment, before there is any event", async () => {
    const response = await openStream(scene.hub.url, sse, { query });
    const [chunk] = await once(response, "data");
    expect(String(chunk)).toBe(":\n\n");
    response.destroy();
    await scene.shop.reviewAdded.listeners(0);
  });

  it("ends the upstream when the client has gone, also while nothing happens", async () => {
    const response = await openStream(scene.hub.url, sse, { query });
    await scene.shop.reviewAdded.listeners(1);
    response.socket.destroy();
    await scene.shop.reviewAdded.listeners(0);
  });

  it("answers a query as plain JSON to a client that accepts both", async () => {
    const accept = "application/graphql-response+json, application/json, text/event-stream";
    const { status, headers, body } = await scene.post("{ users { id } }", { headers: { accept } });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toMatch(/json/);
    expect(body.data.users).toHaveLength(2);
    const response = await openStream(scene.hub.url, accept, { query });
    expect(response.headers["content-type"]).toMatch("text/event-stream");
    response.destroy();
    await scene.shop.reviewAdded.listeners(0);
  });

  it("answers a query with one event and completes", async () => {
    const response = await openStream(scene.hub.url, sse, { query: "{ users { id } }" });
    const events = [];
    for await (const event of readEvents(response)) events.push(event);
    expect(events).toEqual([
      { event: "next", data: { data: { users: [{ id: "u1" }, { id: "u2" }] } } },
      { event: "complete", data: null },
    ]);
  });

  it("takes a subscription by GET, as EventSource sends it, but no mutation", async () => {
    const get = (text: string, variables = "{}"): Promise<Response> =>
      fetch(`${scene.hub.url}/graphql?${new URLSearchParams({ query: text, variables })}`, {
        headers: { accept: sse },
      });
    const response = await get("{ products(first: 1) { upc } }");
    expect(await response.text()).toMatch('data: {"data":{"products":[{"upc":"p1"}]}}');
    expect((await get('mutation { rename(upc: "p1", name: "x") { upc } }')).status).toBe(400);
    expect((await get("{ __typename }", "{")).status).toBe(400);
  });

  it("refuses what is not valid before it streams", async () => {
    const response = await openStream(scene.hub.url, sse, { query: "{ colour }" });
    expect([response.statusCode, response.headers["content-type"]]).toEqual([
      400,
      "application/json; charset=utf-8",
    ]);
    response.resume();
    const empty = await openStream(scene.hub.url, sse, {});
    expect(empty.statusCode).toBe(400);
    empty.resume();
  });

  it("sends away who reads too slowly, after what it was sent", async () => {
    const response = await openStream(scene.hub.url, sse, { query });
    await scene.shop.reviewAdded.listeners(1);
    const left = scene.shop.reviewAdded.listeners(0);
    let gone = false;
    void left.then(() => (gone = true));
    const body = "x".repeat(256 * 1024);
    // More than any socket buffer holds; how much that is, the kernel decides.
    for (let i = 0; i < 400 && !gone; i++) {
      scene.shop.reviewAdded.publish({ ...review, body: `${i} ${body}` });
      await new Promise(setImmediate);
    }
    await left;
    const seen: string[] = [];
    let last: any;
    for await (const { event, data } of readEvents(response)) {
      if (data?.data) seen.push(data.data.reviewAdded.body.split(" ")[0]);
      else if (event === "next") last = data;
    }
    expect(seen).toEqual(seen.map((_, index) => String(index)));
    expect(last.errors).toMatchObject([{ extensions: { code: "SLOW_CONSUMER" } }]);
  });

  it("writes one log line when the stream is over", async () => {
    const requestId = "stream-line-1";
    const response = await openStream(
      scene.hub.url,
      sse,
      { query: "query Once { users { id } }" },
      { "x-request-id": requestId },
    );
    for await (const _ of response);
    expect(scene.log.filter((line) => line.requestId === requestId)).toEqual([
      expect.objectContaining({ operation: "Once", transport: "sse", status: 200 }),
    ]);
  });
});

describe("multipart", () => {
  let scene: Scene;
  beforeAll(async () => (scene = await startScene()));
  afterAll(() => scene.stop());

  it("delivers each event in a part of its own", async () => {
    const response = await openStream(scene.hub.url, multipart, { query });
    expect(response.headers["content-type"]).toBe(
      'multipart/mixed; boundary="graphql"; subscriptionSpec=1.0',
    );
    const parts = readParts(response);
    const first = take(parts);
    await scene.shop.reviewAdded.listeners(1);
    scene.shop.reviewAdded.publish(review);
    expect(await first).toEqual({ payload: whole });
    const second = take(parts);
    scene.shop.reviewAdded.publish(review);
    expect(await second).toEqual({ payload: whole });
    response.destroy();
    await scene.shop.reviewAdded.listeners(0);
  });

  it("writes the protocol to the letter", async () => {
    const response = await openStream(scene.hub.url, multipart, {
      query: "subscription { neverStarts }",
    });
    let text = "";
    for await (const chunk of response) text += chunk;
    const type = "content-type: application/json; charset=utf-8\r\n\r\n";
    const [opening, payload, closing] = text.split(type);
    expect(opening).toBe("\r\n--graphql\r\n");
    expect(payload).toBe("{}\r\n--graphql\r\n");
    expect(closing).toMatch(/^\{"payload":\{"errors":.*\}\}\r\n--graphql--\r\n$/);
  });

  it("asks a client that sent only a hash for the text", async () => {
    const persistedQuery = { version: 1, sha256Hash: "0".repeat(64) };
    const response = await openStream(scene.hub.url, multipart, { extensions: { persistedQuery } });
    let text = "";
    for await (const chunk of response) text += chunk;
    expect(text).toMatch("PERSISTED_QUERY_NOT_FOUND");
  });

  it("answers a query of a client that accepts streams with plain JSON", async () => {
    const response = await openStream(scene.hub.url, multipart, { query: "{ __typename }" });
    expect(response.headers["content-type"]).toMatch("application/json");
    response.resume();
  });
});

describe("streams with identity", () => {
  let scene: Scene;
  let issuer: DemoIssuer;
  beforeAll(async () => {
    issuer = await createIssuer();
    scene = await startScene({ identity: { issuers: [issuer] } });
  });
  afterAll(() => scene.stop());

  it.each([sse, multipart])("refuse a request without a token: %s", async (accept) => {
    const response = await openStream(scene.hub.url, accept, { query });
    expect(response.statusCode).toBe(401);
    response.resume();
  });

  it("end with the token, and say so", async () => {
    const { token } = await issuer.sign(gridWorker, { expiresIn: 2 });
    const headers = { authorization: `Bearer ${token}` };
    const events = readEvents(await openStream(scene.hub.url, sse, { query }, headers));
    const parts = readParts(await openStream(scene.hub.url, multipart, { query }, headers));
    const expired = [{ message: expect.any(String), extensions: { code: "TOKEN_EXPIRED" } }];
    expect(await take(events)).toEqual({ event: "next", data: { errors: expired } });
    expect(await take(events)).toEqual({ event: "complete", data: null });
    expect(await take(parts)).toEqual({ payload: null, errors: expired });
    expect(await parts.next()).toMatchObject({ done: true });
    await scene.shop.reviewAdded.listeners(0);
  });
});
