// What Node itself costs: an idle subscriber behind the protocol's first words, and a message made once
// for all, written to each socket. Nothing that sends to each reader can do it for less.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const [, , port] = process.argv;
/** How each open stream is written to, by how its message is framed. */
const open = new Map();

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  if (!body.includes("subscription")) return response.end('{"data":{"__typename":"Query"}}');
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(":\n\n");
  open.set(response, asEvent);
  response.once("close", () => open.delete(response));
});
new WebSocketServer({ server, handleProtocols: () => "graphql-transport-ws" }).on(
  "connection",
  (socket, { socket: wire }) => {
    socket.on("message", (message) => {
      if (String(message).includes("connection_init")) socket.send('{"type":"connection_ack"}');
      else open.set(wire, asFrame);
    });
    socket.on("close", () => open.delete(wire));
  },
);

const asEvent = (json) => Buffer.from(`event: next\ndata: ${json}\n\n`);

/** An unmasked text frame, of a message between 126 bytes and 64 KiB. */
function asFrame(json) {
  const text = Buffer.from(`{"id":"1","type":"next","payload":${json}}`);
  return Buffer.concat([Buffer.of(0x81, 126, text.length >> 8, text.length & 255), text]);
}

const text = "x".repeat(200);

process.on("message", ({ tick }) => {
  if (!tick) return;
  const json = JSON.stringify({ data: { ticked: { ...tick, text } } });
  const framed = new Map([asEvent, asFrame].map((frame) => [frame, frame(json)]));
  for (const [stream, frame] of open) stream.write(framed.get(frame));
});
process.on("disconnect", () => process.exit());
server.listen(Number(port), "127.0.0.1");
