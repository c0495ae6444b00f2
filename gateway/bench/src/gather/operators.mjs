// Any number of operators in one process, each with a port of its own, and one that never answers in time.
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { createServer } from "node:http";
import { operatorSpecSdl } from "../../../../schema/dist/index.js";

const sdl = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
  ${operatorSpecSdl}
  type Query { items(seed: String!, first: Int!, after: String): Items @gather(orderBy: ["at:desc", "id:desc"]) }
  type Items { edges: [ItemEdge!]! pageInfo: ItemPage! }
  type ItemEdge { cursor: String! node: Item! }
  type ItemPage { hasNextPage: Boolean! endCursor: String }
  type Item @key(fields: "id") @operator(by: "id") { id: ID! at: Int! title: String }`;

/** Their one subgraph as a supergraph. */
export function composeOperators() {
  const { supergraphSdl, errors } = composeServices([
    { name: "items", url: "http://127.0.0.1:1/", typeDefs: parse(sdl) },
  ]);
  if (!supergraphSdl) throw new Error(errors.join("\n"));
  return supergraphSdl;
}

/** @returns URLs of as many operators, and of one that is always late. */
export async function serveOperators(count) {
  const urls = [];
  for (let index = 0; index < count; index++) urls.push(await serve(answerOf(index)));
  return { urls, late: await serve(() => undefined) };
}

async function serve(answer) {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const text = answer(JSON.parse(Buffer.concat(chunks).toString()));
      if (text === undefined) return;
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
      });
      response.end(text);
    });
  });
  server.keepAliveTimeout = 120_000;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${server.address().port}/`;
}

/** A page in the operator's own order, under the names by which the hub merges. */
const answerOf =
  (operator) =>
  ({ query, variables: { seed, first } }) => {
    // Under whatever name the hub gives it.
    const [, alias = "items"] = /(\w+)\s*:\s*items\(/.exec(query) ?? [];
    const rows = Array.from({ length: first }, (_, n) => {
      const at = 1_000_000 - n * 1000 - operator;
      return { at, id: `itm_o${operator}_${seed}-${String(at).padStart(12, "0")}` };
    });
    return JSON.stringify({
      data: {
        [alias]: {
          edges: rows.map(({ id, at }) => ({ node: { id, at, title: "电梯异响" } })),
          pageInfo: { hasNextPage: true, endCursor: "unused" },
          _merge_edges: rows.map(({ id, at }) => ({
            cursor: `${at}`,
            node: { _key_0: at, _key_1: id },
          })),
          _merge_page: { hasNextPage: true },
        },
      },
    });
  };
