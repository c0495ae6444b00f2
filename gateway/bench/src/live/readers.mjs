// Subscribers, in a process of their own: the generator must not stand in the way of the gateway.
import { once } from "node:events";
import http from "node:http";
import { WebSocket } from "ws";

const open = new Set();
let received = 0;
let latencies = [];

function note(text) {
  const at = /"at":([\d.]+)/.exec(text)?.[1];
  if (at === undefined) return;
  received += 1;
  latencies.push(Date.now() - Number(at));
}

async function readSocket({ origin, query, variables }) {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
    perMessageDeflate: false,
  });
  await once(socket, "open");
  const acknowledged = once(socket, "message");
  socket.send('{"type":"connection_init"}');
  await acknowledged;
  socket.on("message", (message) => note(String(message)));
  socket.on("error", () => {});
  socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query, variables } }));
  open.add({ destroy: () => socket.terminate() });
}

/** Reads a stream to its end; a message is whatever says when it was sent. */
function read(subscriber) {
  return subscriber.transport === "websocket" ? readSocket(subscriber) : readEvents(subscriber);
}

function readEvents({ origin, query, variables }) {
  return new Promise((resolve, reject) => {
    const request = http.request(`${origin}/graphql`, {
      method: "POST",
      agent: false,
      headers: { "content-type": "application/json", accept: "text/event-stream" },
    });
    request.on("error", reject);
    request.end(JSON.stringify({ query, variables }));
    request.once("response", (response) => {
      if (response.statusCode !== 200) return reject(new Error(`status ${response.statusCode}`));
      open.add(request);
      let rest = "";
      response.on("data", (chunk) => {
        const blocks = (rest + chunk).split("\n\n");
        rest = blocks.pop();
        blocks.forEach(note);
      });
      response.on("error", () => {});
      resolve();
    });
  });
}

process.on("message", async ({ subscribe, take, leave }) => {
  if (subscribe) {
    try {
      for (let from = 0; from < subscribe.length; from += 50)
        await Promise.all(subscribe.slice(from, from + 50).map(read));
      process.send({ open: open.size });
    } catch (error) {
      process.send({ error: `cannot subscribe: ${error.message}` });
    }
  }
  if (take) {
    process.send({ received, open: open.size, latencies: take.latencies ? latencies : undefined });
    if (take.latencies) latencies = [];
    if (take.reset) received = 0;
  }
  if (leave) {
    for (const request of open) request.destroy();
    open.clear();
    received = 0;
    latencies = [];
    process.send({ left: true });
  }
});
process.on("disconnect", () => process.exit());
process.send({ ready: true });
