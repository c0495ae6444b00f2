// The raw proxies make the requests that stock Apollo's plan makes, in the same order, over pooled
// connections, and read every answer to its end. They know no GraphQL: nothing is parsed, merged or
// serialised. The caller's seed is spliced into recorded requests, and a recorded answer is sent.
// Two of them: with Node's own HTTP client and a keep-alive agent ("node"), and with the leanest client
// there is for Node, undici's `dispatch` ("undici").
import { Agent, createServer, request as httpRequest } from "node:http";
import { readFileSync } from "node:fs";
import { Pool } from "undici";

const [, , file, port, client] = process.argv;
const { urls, recordings } = JSON.parse(readFileSync(file, "utf8"));
const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const pools = Object.fromEntries(
  Object.entries(urls).map(([name, url]) => [
    name,
    new Pool(new URL(url).origin, { connections: 32 }),
  ]),
);
const headers = { "content-type": "application/json", accept: "application/json" };
const answerHeaders = { "content-type": "application/json; charset=utf-8" };

class Exchange {
  constructor(resolve, reject) {
    this.chunks = [];
    this.resolve = resolve;
    this.reject = reject;
  }
  onRequestStart() {}
  onResponseStart() {}
  onResponseData(_, chunk) {
    this.chunks.push(chunk);
  }
  onResponseEnd() {
    this.resolve(this.chunks);
  }
  onResponseError(_, error) {
    this.reject(error);
  }
}

const sendByNode = ({ subgraph, parts }, seed) =>
  new Promise((resolve, reject) => {
    const body = parts.join(seed);
    const outgoing = httpRequest(
      urls[subgraph],
      { agent, method: "POST", headers: { ...headers, "content-length": Buffer.byteLength(body) } },
      (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk)).on("end", () => resolve(chunks));
      },
    );
    outgoing.on("error", reject).end(body);
  });

const sendByUndici = ({ subgraph, parts }, seed) =>
  new Promise((resolve, reject) => {
    pools[subgraph].dispatch(
      { path: "/graphql", method: "POST", headers, body: parts.join(seed) },
      new Exchange(resolve, reject),
    );
  });

const send = client === "undici" ? sendByUndici : sendByNode;
const shapes = new Map(
  Object.entries(recordings).map(([name, { waves, answer }]) => [
    `/${name}`,
    { waves, answer: Buffer.from(answer) },
  ]),
);

const server = createServer((request, response) => {
  // The question whether it has started.
  if (request.method !== "POST") return response.end();
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", async () => {
    const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    const at = body.indexOf("~");
    const seed = body.latin1Slice(at, at + 7);
    const { waves, answer } = shapes.get(request.url);
    for (const wave of waves) await Promise.all(wave.map((fetch) => send(fetch, seed)));
    response.writeHead(200, { ...answerHeaders, "content-length": answer.length }).end(answer);
  });
});
server.keepAliveTimeout = 120_000;
server.listen(Number(port), "127.0.0.1");
process.on("disconnect", () => process.exit());
