import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";

import { composeSupergraph } from "@hutong/registry";
import { buildSchema, graphql } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Command, hutong, interrupt, readyUrl } from "../kit/command.js";

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`;
const lamps = `${link} type Query { lamps: [Lamp!]! } type Lamp @key(fields: "id") { id: ID! name: String! }`;
const prices = `${link} type Query { currency: String! } type Lamp @key(fields: "id") { id: ID! price: Int }`;

let folder: string;
let hub: Command;
const servers: Server[] = [];
const seen: (string | undefined)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hutong-alone-"));
  const file = path.join(folder, "supergraph.graphql");
  const supergraph = composeSupergraph([
    {
      name: "lamps",
      url: await serve("type Query { lamps: [Lamp!]! } type Lamp { id: ID! name: String! }", {
        lamps: [
          { id: "1", name: "Desk" },
          { id: "2", name: "Floor" },
        ],
      }),
      sdl: lamps,
    },
    {
      name: "prices",
      url: await serve(
        "scalar _Any union _Entity = Lamp type Query { currency: String! _entities(representations: [_Any!]!): [_Entity]! } type Lamp { id: ID! price: Int }",
        {
          currency: "CNY",
          _entities: ({ representations }: { representations: { id: string }[] }) =>
            representations.map(({ id }) => ({ __typename: "Lamp", id, price: Number(id) * 100 })),
        },
      ),
      sdl: prices,
    },
  ]);
  await writeFile(file, supergraph);
  hub = hutong(["hub", "--supergraph", file, "--port", "0", "--open"]);
  await hub.untilSays("ready");
});
afterAll(async () => {
  await interrupt(hub);
  for (const server of servers) server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A subgraph as anybody may have one: plain HTTP, no kit. */
async function serve(sdl: string, rootValue: object): Promise<string> {
  const schema = buildSchema(sdl);
  const server = createServer(async (request, response) => {
    seen.push(request.headers.authorization);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
      query: string;
      variables: {};
    };
    const result = await graphql({ schema, source: query, variableValues: variables, rootValue });
    response.setHeader("content-type", "application/json").end(JSON.stringify(result));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/graphql`;
}

const ask = async (query: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${readyUrl(hub.output())}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as any;
};

describe("hutong hub --supergraph FILE --open", () => {
  it("serves any Federation 2 supergraph to whoever asks, without a token", async () => {
    expect(await ask("{ currency lamps { name price } }")).toEqual({
      data: {
        currency: "CNY",
        lamps: [
          { name: "Desk", price: 100 },
          { name: "Floor", price: 200 },
        ],
      },
    });
  });

  it("hands on whatever authorization comes", async () => {
    await ask("{ currency }", { authorization: "Basic abc" });
    expect(seen.at(-1)).toBe("Basic abc");
  });

  it("has no demo sign-in", async () => {
    const response = await fetch(`${readyUrl(hub.output())}/demo/personas`);
    expect(response.status).toBe(404);
  });

  it("takes up a changed file without a restart", async () => {
    const file = path.join(folder, "supergraph.graphql");
    const { readFile } = await import("node:fs/promises");
    const before = await readFile(file, "utf8");
    await writeFile(
      file,
      before.replace(
        "currency: String! @join__field(graph: PRICES)",
        "currency: String! @join__field(graph: PRICES)\n  note: String @join__field(graph: PRICES)",
      ),
    );
    for (;;) {
      const { data } = await ask('{ __type(name: "Query") { fields { name } } }');
      if (data.__type.fields.some(({ name }: { name: string }) => name === "note")) break;
    }
    expect((await ask("{ currency }")).data).toEqual({ currency: "CNY" });
  });
});
