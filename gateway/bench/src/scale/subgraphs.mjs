// Any number of subgraphs in one process, told apart by path. Each adds a field to the same entity, and
// has types of its own that only make the supergraph larger.
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { createServer } from "node:http";

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])`;

const sdlOf = (index) => `${link}
  type Query { ${index === 0 ? "items(seed: String!, first: Int!): [Item!]!" : ""} own${index}(id: ID!): Own${index} }
  type Item @key(fields: "id") { id: ID! f${index}: String }
  type Own${index} @key(fields: "id") { id: ID! name: String count: Int next: More${index} }
  type More${index} { ${Array.from({ length: 12 }, (_, n) => `a${n}: String`).join(" ")} own: Own${index} }`;

/** @returns the supergraph of as many subgraphs. */
export function composeMany(count, origin) {
  const { supergraphSdl, errors } = composeServices(
    Array.from({ length: count }, (_, index) => ({
      name: `s${index}`,
      url: `${origin}/s${index}`,
      typeDefs: parse(sdlOf(index)),
    })),
  );
  if (!supergraphSdl) throw new Error(errors.join("\n"));
  return supergraphSdl;
}

/** Answers for all of them, each as cheaply as can be. */
export async function serveMany() {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
      const data = answer(request.url.slice(2), query, variables);
      const text = JSON.stringify({ data });
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
      });
      response.end(text);
    });
  });
  server.keepAliveTimeout = 120_000;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

function answer(index, query, variables) {
  if (query.includes("_entities(")) {
    const entity = { __typename: "Item", [`f${index}`]: `value of ${index}` };
    return { _entities: variables.representations.map(() => entity) };
  }
  const data = {};
  // Under whatever names the gateway gives them.
  for (const [, alias] of query.matchAll(/(\w+)\s*:\s*items\(|\bitems\(/g)) {
    data[alias ?? "items"] = Array.from({ length: variables.first }, (_, n) => ({
      __typename: "Item",
      id: `${variables.seed}-${n}`,
      f0: "value of 0",
    }));
  }
  return data;
}
