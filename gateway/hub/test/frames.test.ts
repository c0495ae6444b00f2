import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startScene, type Scene } from "./fixture/hub.js";
import { openReader, transports } from "./fixture/reader.js";

let scene: Scene;
beforeAll(async () => (scene = await startScene()));
afterAll(() => scene.stop());

const query = "subscription { reviewAdded { body } }";
const publish = (body: string): void =>
  scene.shop.reviewAdded.publish({ id: "r9", body, upc: "p1", authorId: "u2" });

/** About the lengths at which the head of a frame, or how it is written, becomes another; two of each. */
const lengths = [
  0, 1, 16_200, 16_250, 16_300, 16_350, 65_400, 65_420, 65_440, 65_460, 65_480,
].concat([200_000, 5]);

it.each(transports)("carries messages of any length over %s, many at a time", async (transport) => {
  const reader = await openReader(transport, scene.hub.url, { query, plain: true });
  await scene.shop.reviewAdded.listeners(1);
  const bodies = lengths.flatMap((length) => ["x".repeat(length), `水${"y".repeat(length)}`]);
  // One at a time, as they are shared, and many in a turn, as they are caught up with.
  for (const body of bodies) {
    publish(body);
    expect((await reader.next()).data.reviewAdded.body).toBe(body);
  }
  for (const body of bodies) publish(body);
  for (const body of bodies) expect((await reader.next()).data.reviewAdded.body).toBe(body);
  reader.leave();
  await scene.shop.reviewAdded.listeners(0);
});

it("sends no chunks to a reader of HTTP/1.0, who would take their sizes for text", async () => {
  const { port, hostname } = new URL(scene.hub.url);
  const socket = connect(Number(port), hostname).setEncoding("utf8");
  const search = new URLSearchParams({ query });
  socket.write(`GET /graphql?${search} HTTP/1.0\r\naccept: text/event-stream\r\n\r\n`);
  let text = "";
  const told = async (end: string): Promise<void> => {
    while (!text.endsWith(end)) text += (await once(socket, "data"))[0];
  };
  await told("\r\n\r\n:\n\n");
  expect(text.toLowerCase()).not.toContain("transfer-encoding");
  await scene.shop.reviewAdded.listeners(1);
  text = "";
  publish("New");
  await told("\n\n");
  expect(text).toBe(
    'event: next\ndata: {"data":{"reviewAdded":{"body":"New"}},"extensions":{"resumable":false}}\n\n',
  );
  socket.destroy();
  await scene.shop.reviewAdded.listeners(0);
});
