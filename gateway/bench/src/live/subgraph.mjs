// A clock that ticks when its parent says so: over graphql-transport-ws and server-sent events.
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
  type Query { now: Float }
  type Subscription { ticked(room: Int): Tick }
  type Tick { number: Int! at: Float! text: String! }`;
const text = "x".repeat(200);

/** How each open stream is sent a result. */
const streams = new Set();

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const send = (value) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
  if (body.includes("_service")) return send({ data: { _service: { sdl } } });
  if (!body.includes("subscription")) return send({ data: { __typename: "Query" } });
  const field = fieldOf(JSON.parse(body).query);
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(":\n\n");
  const stream = (tick) => response.write(`event: next\ndata: ${result(field, tick)}\n\n`);
  streams.add(stream);
  response.once("close", () => streams.delete(stream));
});
new WebSocketServer({ server, handleProtocols: () => "graphql-transport-ws" }).on(
  "connection",
  (socket) => {
    const own = new Map();
    socket.on("message", (message) => {
      const { type, id, payload } = JSON.parse(String(message));
      if (type === "connection_init") socket.send('{"type":"connection_ack"}');
      if (type === "ping") socket.send('{"type":"pong"}');
      if (type === "complete") streams.delete(own.get(id));
      if (type !== "subscribe") return;
      const field = fieldOf(payload.query);
      const stream = (tick) =>
        socket.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${result(field, tick)}}`);
      own.set(id, stream);
      streams.add(stream);
    });
    socket.on("close", () => own.forEach((stream) => streams.delete(stream)));
  },
);

/** A planner may have put a name before the field. */
const fieldOf = (query) => /(\w+)\s*:\s*ticked/.exec(query)?.[1] ?? "ticked";
const result = (field, tick) =>
  `{"data":{${JSON.stringify(field)}:{"__typename":"Tick","number":${tick.number},"at":${tick.at},"text":"${text}"}}}`;

process.on("message", ({ tick, count }) => {
  if (tick) for (const stream of streams) stream(tick);
  if (count) process.send({ streams: streams.size });
});
process.on("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${server.address().port}/graphql`;
  const { supergraphSdl } = composeServices([{ name: "clock", url, typeDefs: parse(sdl) }]);
  process.send({ supergraphSdl });
});
