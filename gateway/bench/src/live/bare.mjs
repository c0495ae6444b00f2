// What Node itself costs for an idle subscriber: the protocol's first words, and an open connection.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const [, , port] = process.argv;
const open = new Set();

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  if (!body.includes("subscription")) return response.end('{"data":{"__typename":"Query"}}');
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(":\n\n");
  open.add(response);
  response.once("close", () => open.delete(response));
});
new WebSocketServer({ server, handleProtocols: () => "graphql-transport-ws" }).on(
  "connection",
  (socket) => {
    open.add(socket);
    socket.on("message", (message) => {
      if (String(message).includes("connection_init")) socket.send('{"type":"connection_ack"}');
    });
    socket.on("close", () => open.delete(socket));
  },
);
process.on("disconnect", () => process.exit());
server.listen(Number(port), "127.0.0.1");
