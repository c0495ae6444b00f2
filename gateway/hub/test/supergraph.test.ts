import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createHub, type Hub, type SupergraphSource } from "../src/index.js";
import { codeOf, postTo, startScene, type Scene } from "./fixture/hub.js";
import { openSocket } from "./fixture/live.js";
import { accountsDefinition, compose, productsDefinition } from "./fixture/shop.js";
import { startSubgraph } from "./fixture/subgraph.js";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function scene(options: Parameters<typeof startScene>[0] = {}): Promise<Scene> {
  const started = await startScene(options);
  closing.push(() => started.stop());
  return started;
}

/** A source whose supergraph a test replaces. */
function createSource(first: string): SupergraphSource & { replace(next: string): void } {
  let callback: (sdl: string) => void = () => {};
  return {
    load: async () => first,
    onChange(given) {
      callback = given;
      return () => (callback = () => {});
    },
    replace: (next) => callback(next),
  };
}

/** Resolves with the log line that fits, now or later. */
async function logged(
  lines: readonly Record<string, unknown>[],
  fits: (line: Record<string, unknown>) => boolean,
): Promise<void> {
  while (!lines.some(fits)) await new Promise(setImmediate);
}

const isInForce = (id: unknown) => (line: Record<string, unknown>) =>
  line.msg === "supergraph in force" && line.supergraph !== id;

describe("a new supergraph", () => {
  it("takes effect for new requests while those under way go on, and ends a stream that it forbids", async () => {
    const { shop, logger, log } = await scene();
    const source = createSource(shop.supergraph);
    const hub = await createHub({ supergraph: source, identity: false, port: 0, logger });
    closing.push(() => hub.stop());

    const arrived = shop.slowArrived();
    const slow = postTo(hub.url, "{ slow }");
    const release = await arrived;
    const client = await openSocket(hub.url);
    await client.next();
    client.send({
      id: "1",
      type: "subscribe",
      payload: { query: "subscription { reviewAdded { body author { name } } }" },
    });
    await shop.reviewAdded.listeners(1);

    const before = await postTo(hub.url, "{ users { id } }");
    expect(before.status).toBe(200);
    const { length } = log;
    source.replace(compose([shop.products]));
    await logged(log, (line) => log.indexOf(line) >= length && isInForce(undefined)(line));
    expect(codeOf(await postTo(hub.url, "{ users { id } }"))).toBe("GRAPHQL_VALIDATION_FAILED");
    expect((await postTo(hub.url, "{ products(first: 1) { upc } }")).body.data).toEqual({
      products: [{ upc: "p1" }],
    });

    release();
    expect((await slow).body).toEqual({ data: { slow: "done" } });
    expect(await client.next()).toMatchObject({
      id: "1",
      type: "error",
      payload: [
        { extensions: { code: "SCHEMA_CHANGED" } },
        { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } },
      ],
    });
    await shop.reviewAdded.listeners(0);
    client.socket.close();
    expect(log.filter(({ msg }) => msg === "supergraph in force").length).toBeGreaterThan(1);
  });

  it("that cannot be used leaves the old one in force", async () => {
    const { shop, logger, log } = await scene();
    const source = createSource(shop.supergraph);
    const hub = await createHub({ supergraph: source, identity: false, port: 0, logger });
    closing.push(() => hub.stop());
    source.replace("type Query { a: Int }");
    source.replace(shop.supergraph.replaceAll(shop.accounts.url, ""));
    expect(
      log.filter(({ msg }) => msg === "a new supergraph cannot be used; the old one stays"),
    ).toHaveLength(2);
    expect((await postTo(hub.url, "{ users { id } }")).status).toBe(200);
  });

  it("has plans for what was asked lately before it takes effect, and requests are answered meanwhile", async () => {
    const { shop, logger, log } = await scene();
    const source = createSource(shop.supergraph);
    const hub = await createHub({ supergraph: source, identity: false, port: 0, logger });
    closing.push(() => hub.stop());
    for (let index = 0; index < 60; index++) {
      const query = `query Q${index} { a${index}: products(first: 1) { upc } }`;
      expect((await postTo(hub.url, query)).status).toBe(200);
    }
    await postTo(hub.url, "{ users { id } }");
    const switched = "query ($b: Boolean!) { products(first: 1) { upc name @include(if: $b) } }";
    await postTo(hub.url, switched, { variables: { b: true } });
    const { length } = log;
    const inForce = (): Record<string, unknown> | undefined =>
      log.slice(length).find(isInForce(undefined));

    source.replace(compose([shop.products]));
    expect((await postTo(hub.url, "{ users { id } }")).status).toBe(200);
    expect(inForce()).toBeUndefined();
    await logged(log, () => inForce() !== undefined);
    // All but the one that the new schema has not got; with `@include` as it was asked for as well.
    expect(inForce()).toMatchObject({ planned: 62 });
    expect(codeOf(await postTo(hub.url, "{ users { id } }"))).toBe("GRAPHQL_VALIDATION_FAILED");
  });

  it("gives way to a newer one while it is made ready", async () => {
    const { shop, logger, log } = await scene();
    const source = createSource(shop.supergraph);
    const hub = await createHub({ supergraph: source, identity: false, port: 0, logger });
    closing.push(() => hub.stop());
    await postTo(hub.url, "{ users { id } }");
    await postTo(hub.url, "{ products(first: 1) { upc } }");
    const { length } = log;
    source.replace(compose([shop.accounts]));
    source.replace(compose([shop.products]));
    const inForce = (): Record<string, unknown>[] => log.slice(length).filter(isInForce(undefined));
    await logged(log, () => inForce().length > 0);
    expect((await postTo(hub.url, "{ products(first: 1) { upc } }")).status).toBe(200);
    expect(inForce()).toMatchObject([{ subgraphs: ["products"] }]);
  });

  it("comes from a file that is watched, however it is replaced", async () => {
    const { shop, logger, log } = await scene();
    const folder = await mkdtemp(join(tmpdir(), "hub-"));
    closing.push(() => rm(folder, { recursive: true }));
    const file = join(folder, "supergraph.graphql");
    await writeFile(file, compose([shop.accounts]));
    const hub = await createHub({
      supergraph: { file, watch: true },
      identity: false,
      port: 0,
      logger,
    });
    closing.push(() => hub.stop());
    expect(codeOf(await postTo(hub.url, "{ products { upc } }"))).toBe("GRAPHQL_VALIDATION_FAILED");

    const { length } = log;
    await writeFile(`${file}.new`, shop.supergraph);
    await rename(`${file}.new`, file);
    await logged(log, (line) => log.indexOf(line) >= length && isInForce(undefined)(line));
    expect((await postTo(hub.url, "{ products(first: 1) { upc } }")).status).toBe(200);
    expect(await readFile(file, "utf8")).toBe(shop.supergraph);
  });
});

describe("a first supergraph", () => {
  it.each([
    ["is no supergraph", { sdl: "type Query { a: Int }" }],
    ["is not there", { file: "/nowhere/supergraph.graphql" }],
    [
      "cannot be loaded",
      { load: () => Promise.reject(new Error("no registry")), onChange: () => () => {} },
    ],
  ])("that %s fails the start", async (_, supergraph) => {
    const { logger } = await scene();
    await expect(createHub({ supergraph, identity: false, port: 0, logger })).rejects.toThrow();
  });

  it("places a subgraph where subgraphUrls says", async () => {
    const { shop, logger } = await scene();
    const sdl = shop.supergraph.replaceAll(shop.accounts.url, "http://127.0.0.1:9/graphql");
    const hub = await createHub({
      supergraph: { sdl },
      subgraphUrls: { accounts: shop.accounts.url },
      identity: false,
      port: 0,
      logger,
    });
    closing.push(() => hub.stop());
    expect((await postTo(hub.url, "{ users { name } }")).body).toEqual({
      data: { users: [{ name: "Ada" }, { name: "Bo" }] },
    });
  });
});

describe("subgraphs that are polled", () => {
  it("are waited for, and one that goes down later does not take the supergraph away", async () => {
    const { logger, log } = await scene();
    const port = await freePort();
    const products = await startSubgraph(productsDefinition());
    closing.push(() => products.stop());
    const subgraphs = [
      { name: "accounts", url: `http://127.0.0.1:${port}/graphql` },
      { name: "products", url: products.url },
    ];
    const hub: Hub = await createHub({
      supergraph: { subgraphs, pollIntervalMs: 50 },
      identity: false,
      port: 0,
      logger,
    });
    closing.push(() => hub.stop());

    const early = await postTo(hub.url, "{ users { id } }");
    expect([early.status, codeOf(early)]).toEqual([503, "SUBGRAPH_UNAVAILABLE"]);
    expect((await fetch(`${hub.url}/ready`)).status).toBe(503);
    expect((await fetch(`${hub.url}/health`)).status).toBe(200);

    const accounts = await startSubgraph(accountsDefinition(), port);
    closing.push(() => accounts.stop());
    await hub.ready;
    expect((await postTo(hub.url, "{ users { name } products { name } }")).status).toBe(200);

    await accounts.stop();
    await logged(log, ({ apollo }) => /failed to update supergraph/.test(String(apollo)));
    const late = await postTo(hub.url, "{ users { name } products(first: 1) { upc } }");
    expect(late.status).toBe(200);
    expect(codeOf(late)).toBe("SUBGRAPH_UNAVAILABLE");
  });

  it("that never answer do not keep a hub from stopping", async () => {
    const { logger } = await scene();
    const subgraphs = [{ name: "accounts", url: "http://127.0.0.1:9/graphql" }];
    const hub = await createHub({ supergraph: { subgraphs }, identity: false, port: 0, logger });
    await hub.stop();
    await expect(hub.ready).rejects.toThrow();
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it("refuses what no way through the parties leads to, and logs why", async () => {
  const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
    import: ["@key", "@interfaceObject"])`;
  const place = 'interface Place @key(fields: "id") { id: ID! }';
  const key = '@key(fields: "id", resolvable: false)';
  const [map, noise] = await Promise.all([
    startSubgraph({
      name: "map",
      sdl: `${link} type Query { place: Place } ${place}`,
      resolvers: {},
    }),
    startSubgraph({
      name: "noise",
      sdl: `${link} type Query { n: Int } type Place @interfaceObject ${key} { id: ID! decibel: Int }`,
      resolvers: {},
    }),
  ]);
  closing.push(() => Promise.all([map.stop(), noise.stop()]));
  const { post, log } = await scene({ supergraph: { sdl: compose([map, noise]) } });
  const answer = await post("query Loudest { place { decibel } }");
  expect([answer.status, codeOf(answer)]).toEqual([500, "QUERY_PLANNING_FAILED"]);
  expect(JSON.stringify(answer.body)).not.toContain("place");
  const hash = expect.stringMatching(/^[0-9a-f]{12}$/);
  const reason = expect.stringContaining("place");
  expect(log.filter(({ level }) => level === 40)).toEqual([
    expect.objectContaining({ operation: "Loudest", hash, reason }),
  ]);
  expect(map.seen).toEqual([]);
});
