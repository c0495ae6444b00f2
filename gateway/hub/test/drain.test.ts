import { once } from "node:events";
import { Agent, request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { postTo, startScene, type Scene } from "./fixture/hub.js";
import { openSocket, openStream, readEvents, readParts, take } from "./fixture/live.js";

const query = "subscription { reviewAdded { body } }";

describe("a hub that stops", () => {
  let scene: Scene;
  beforeEach(async () => (scene = await startScene({ drainTimeoutMs: 2000 })));
  afterEach(() => scene.stop());

  it("finishes what is under way, by HTTP and by WebSocket", async () => {
    const first = scene.shop.slowArrived();
    const posted = postTo(scene.hub.url, "{ slow }");
    const releasePosted = await first;
    const client = await openSocket(scene.hub.url);
    await client.next();
    const second = scene.shop.slowArrived();
    client.send({ id: "1", type: "subscribe", payload: { query: "{ slow }" } });
    const releaseSent = await second;

    const stopped = scene.hub.stop();
    releasePosted();
    releaseSent();
    expect((await posted).body).toEqual({ data: { slow: "done" } });
    expect(await client.next()).toEqual({
      id: "1",
      type: "next",
      payload: { data: { slow: "done" } },
    });
    expect(await client.closed).toEqual({ code: 1001, reason: "SHUTTING_DOWN" });
    await stopped;
    await expect(fetch(`${scene.hub.url}/health`)).rejects.toThrow();
    expect(scene.log).not.toContainEqual(
      expect.objectContaining({ msg: expect.stringMatching("cutting") }),
    );
  });

  it("ends every stream with a code that says so, and every upstream", async () => {
    const events = readEvents(await openStream(scene.hub.url, "text/event-stream", { query }));
    const parts = readParts(
      await openStream(scene.hub.url, 'multipart/mixed;subscriptionSpec="1.0"', { query }),
    );
    const client = await openSocket(scene.hub.url);
    await client.next();
    client.send({ id: "1", type: "subscribe", payload: { query } });
    // The socket's is the last to come, and all three are one upstream.
    client.send({ id: "2", type: "subscribe", payload: { query: "{ __typename }" } });
    await client.next();
    await scene.shop.reviewAdded.listeners(1);

    const stopped = scene.hub.stop();
    const errors = [{ message: expect.any(String), extensions: { code: "SHUTTING_DOWN" } }];
    expect(await take(events)).toEqual({ event: "next", data: { errors } });
    expect((await take(events)).event).toBe("complete");
    expect(await take(parts)).toEqual({ payload: null, errors });
    expect(await client.closed).toEqual({ code: 1001, reason: "SHUTTING_DOWN" });
    await stopped;
    await scene.shop.reviewAdded.listeners(0);
  });

  it("refuses what comes meanwhile on a connection that is still open", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const arrived = scene.shop.slowArrived();
    const under = ask(scene, agent, "{ slow }");
    const release = await arrived;
    // The same connection carries both: the second waits in the agent until the first is answered.
    const late = ask(scene, agent, "{ __typename }").catch(
      (error: NodeJS.ErrnoException) => error.code,
    );
    const stopped = scene.hub.stop();
    release();
    expect((await under).status).toBe(200);
    expect(await late).toSatisfy((answer) => answer === "ECONNREFUSED" || answer.status === 503);
    await stopped;
    agent.destroy();
  });

  it("cuts what still runs at its deadline", async () => {
    await scene.stop();
    scene = await startScene({ drainTimeoutMs: 50 });
    const arrived = scene.shop.slowArrived();
    const posted = postTo(scene.hub.url, "{ slow }").catch(() => "cut");
    await arrived;
    await scene.hub.stop();
    expect(await posted).toBe("cut");
  });

  it("stops once, however often it is told to", async () => {
    expect(scene.hub.stop()).toBe(scene.hub.stop());
    await scene.hub.stop();
  });
});

describe("a client that leaves", () => {
  let scene: Scene;
  beforeEach(async () => (scene = await startScene()));
  afterEach(() => scene.stop());

  it("ends the fetches of its query", async () => {
    const leaving = new AbortController();
    const arrived = scene.shop.slowArrived();
    const cut = new Promise<void>((resolve) => scene.shop.products.onCut(resolve));
    const response = fetch(`${scene.hub.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ slow }" }),
      signal: leaving.signal,
    });
    await arrived;
    leaving.abort();
    await expect(response).rejects.toThrow();
    await cut;
  });
});

async function ask(
  scene: Scene,
  agent: Agent,
  text: string,
): Promise<{ status: number | undefined; body: string }> {
  const outgoing = request(`${scene.hub.url}/graphql`, {
    method: "POST",
    agent,
    headers: { "content-type": "application/json" },
  });
  outgoing.end(JSON.stringify({ query: text }));
  const [response] = await once(outgoing, "response");
  let body = "";
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode, body };
}
