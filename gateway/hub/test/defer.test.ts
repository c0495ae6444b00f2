import { Client, fetchExchange, gql } from "@urql/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { codeOf, type Scene, startScene } from "./fixture/hub.js";
import { openSocket, openStream, readEvents, readParts, take } from "./fixture/live.js";

const query = 'query Later { users { id } ... @defer(label: "slow") { slow } }';
const whole = { users: [{ id: "u1" }, { id: "u2" }], slow: "done" };
const first = { data: { users: whole.users }, hasNext: true };
const last = {
  incremental: [{ data: { slow: "done" }, path: [], label: "slow" }],
  hasNext: false,
};
const apollo = "multipart/mixed;deferSpec=20220824,application/json";

let scene: Scene;
beforeAll(async () => (scene = await startScene()));
afterAll(() => scene.stop());

it("sends the rest before what is deferred, in parts of a multipart response", async () => {
  const arrived = scene.shop.slowArrived();
  const response = await openStream(scene.hub.url, apollo, { query });
  expect(response.headers).toMatchObject({
    "content-type": 'multipart/mixed; boundary="-"; deferSpec=20220824',
    "cache-control": "no-store",
  });
  const parts = readParts(response);
  expect(await take(parts)).toEqual(first);
  (await arrived)();
  expect(await take(parts)).toEqual(last);
  expect(await parts.next()).toMatchObject({ done: true });
});

it("answers all at once who does not take parts", async () => {
  const arrived = scene.shop.slowArrived();
  const answer = scene.post(query);
  (await arrived)();
  expect((await answer).body).toEqual({ data: whole });
});

it("answers as JSON when there is nothing to come", async () => {
  const { headers, body } = await scene.post(
    "query ($later: Boolean!) { users { id ... @defer(if: $later) { name } } }",
    { headers: { accept: apollo }, variables: { later: false } },
  );
  expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(body.data.users[0]).toEqual({ id: "u1", name: "Ada" });
});

it("sends the same parts as server-sent events", async () => {
  const arrived = scene.shop.slowArrived();
  const events = readEvents(await openStream(scene.hub.url, "text/event-stream", { query }));
  expect(await take(events)).toEqual({ event: "next", data: first });
  (await arrived)();
  expect(await take(events)).toEqual({ event: "next", data: last });
  expect(await take(events)).toEqual({ event: "complete", data: null });
});

it("sends the same parts over WebSocket", async () => {
  const client = await openSocket(scene.hub.url);
  await client.next();
  const arrived = scene.shop.slowArrived();
  client.send({ type: "subscribe", id: "1", payload: { query } });
  expect(await client.next()).toEqual({ id: "1", type: "next", payload: first });
  (await arrived)();
  expect(await client.next()).toEqual({ id: "1", type: "next", payload: last });
  expect(await client.next()).toEqual({ id: "1", type: "complete" });
  client.socket.close();
});

it("is understood by urql", async () => {
  const client = new Client({
    url: `${scene.hub.url}/graphql`,
    exchanges: [fetchExchange],
    preferGetMethod: false,
  });
  const arrived = scene.shop.slowArrived();
  const results: { data: unknown; hasNext: boolean }[] = [];
  await new Promise<void>((resolve) => {
    client.query(gql(query), {}).subscribe(({ data, hasNext, error }) => {
      expect(error).toBeUndefined();
      results.push({ data: JSON.parse(JSON.stringify(data)), hasNext });
      if (results.length === 1) void arrived.then((release) => release());
      if (!hasNext) resolve();
    });
  });
  expect(results).toEqual([
    { data: first.data, hasNext: true },
    { data: whole, hasNext: false },
  ]);
});

it("tells the error of a part with it, as fit to leave as any", async () => {
  const response = await openStream(scene.hub.url, apollo, {
    query: "{ users { id } ... @defer { refused broken } }",
  });
  const parts = readParts(response);
  expect(await take(parts)).toMatchObject({ hasNext: true });
  const { incremental } = await take(parts);
  expect(incremental[0].data).toEqual({ refused: null, broken: null });
  expect(incremental[0].errors.map(({ path }: { path: unknown }) => path)).toEqual([
    ["refused"],
    ["broken"],
  ]);
  expect(JSON.stringify(incremental)).not.toMatch(/stack|127\.0\.0\.1/);
});

it("refuses labels that tell no parts apart", async () => {
  const twice = '{ ... @defer(label: "x") { users { id } } ... @defer(label: "x") { slow } }';
  expect(codeOf(await scene.post(twice))).toBe("GRAPHQL_VALIDATION_FAILED");
  const variable = "query ($l: String) { ... @defer(label: $l) { users { id } } }";
  expect(codeOf(await scene.post(variable))).toBe("GRAPHQL_VALIDATION_FAILED");
});

it("shows the directive to who asks what the schema offers", async () => {
  const { body } = await scene.post("{ __schema { directives { name } } }");
  expect(body.data.__schema.directives).toContainEqual({ name: "defer" });
});
