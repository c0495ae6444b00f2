// A clock that ticks when its parent says so, over graphql-transport-ws, and who makes its hands.
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { answererOf } from "./selection.mjs";

const federation = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])`;
const sdl = {
  clock: `${federation}
    type Query { now: Float }
    type Subscription { ticked(room: Int): Tick }
    type Tick { number: Int! at: Float! text: String! maker: Maker }
    type Maker @key(fields: "id", resolvable: false) { id: ID! }`,
  makers: `${federation}
    type Query { makers: Int }
    type Maker @key(fields: "id") { id: ID! name: String town: String since: Int }`,
};
const maker = { __typename: "Maker", id: "m1", name: "海鸥", town: "天津", since: 1955 };
const text = "x".repeat(200);
const typeOf = (field) => ({ ticked: "Tick", maker: "Maker", _entities: "Maker" })[field];

/** How each open stream is sent a result. */
const streams = new Set();
/** Requests for entities, and how many of those they asked for. */
let requests = 0;

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const send = (json) => response.writeHead(200, { "content-type": "application/json" }).end(json);
  const name = request.url.slice(1);
  if (body.includes("_service"))
    return send(JSON.stringify({ data: { _service: { sdl: sdl[name] } } }));
  if (!body.includes("_entities")) return send('{"data":{"__typename":"Query"}}');
  requests += 1;
  const { query, variables } = JSON.parse(body);
  const [one] = Object.values(JSON.parse(answerOf(query)({ _entities: maker })));
  const [asked] = Object.values(variables);
  const field = /(\w+)\s*:\s*_entities/.exec(query)?.[1] ?? "_entities";
  send(JSON.stringify({ data: { [field]: asked.map(() => one) } }));
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
      const answer = answerOf(payload.query);
      const stream = (ticks) =>
        socket.send(
          `{"id":${JSON.stringify(id)},"type":"next","payload":{"data":${answer(ticks)}}}`,
        );
      own.set(id, stream);
      streams.add(stream);
    });
    socket.on("close", () => own.forEach((stream) => streams.delete(stream)));
  },
);

const answers = new Map();

/** What an operation is answered; of the same event once for equal operations. */
function answerOf(query) {
  let answer = answers.get(query);
  if (answer) return answer;
  const make = answererOf(query, typeOf);
  let last;
  let lastText;
  answer = (values) => {
    if (last !== values) lastText = make(values);
    last = values;
    return lastText;
  };
  answers.set(query, answer);
  return answer;
}

process.on("message", ({ tick, count }) => {
  if (tick) {
    const ticks = { ticked: { ...tick, text, maker } };
    for (const stream of streams) stream(ticks);
  }
  if (count) {
    process.send({ streams: streams.size, requests });
    requests = 0;
  }
});
process.on("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  const { supergraphSdl, errors } = composeServices(
    Object.entries(sdl).map(([name, typeDefs]) => {
      return { name, url: `${origin}/${name}`, typeDefs: parse(typeDefs) };
    }),
  );
  if (errors) throw errors[0];
  process.send({ supergraphSdl });
});
