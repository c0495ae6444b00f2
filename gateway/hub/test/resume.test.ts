import { createClient } from "graphql-sse";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHub, type DemoIssuer, type Hub, type HubOptions } from "../src/index.js";
import { createIssuer, gridWorker } from "./fixture/hub.js";
import { startLedger, type LedgerScene } from "./fixture/ledger.js";
import { openReader, type Reader, refusedWith, transports } from "./fixture/reader.js";

const query = "subscription { written { text author { name } } }";
const keyOf = (byte: number): string => Buffer.alloc(32, byte).toString("base64");
const cursorKey = keyOf(1);
let scene: LedgerScene;
let hubs: Hub[];

async function startHub(options: Partial<HubOptions> = {}): Promise<string> {
  const hub = await createHub({
    supergraph: { sdl: scene.supergraph },
    identity: false,
    port: 0,
    logger: pino({ level: "silent" }),
    cursorKey,
    ...options,
  });
  hubs.push(hub);
  return hub.url;
}

beforeEach(async () => {
  hubs = [];
  scene = await startLedger();
});
afterEach(async () => {
  await Promise.all(hubs.map((hub) => hub.stop()));
  await scene.stop();
});

const text = ({ data }: Awaited<ReturnType<Reader["next"]>>): unknown => data?.written.text;

/** The next so many texts; messages that only tell the place are passed over. */
async function texts(reader: Reader, count: number): Promise<unknown[]> {
  const all: unknown[] = [];
  while (all.length < count) {
    const message = await reader.next();
    if (message.data) all.push(text(message));
  }
  return all;
}

/** The place at which a reader begins. */
async function beginning(reader: Reader): Promise<string> {
  const { data, extensions } = await reader.next();
  expect(data).toBeUndefined();
  return extensions!.cursor!;
}

describe.each(transports)("over %s", (transport) => {
  it("gives a returning reader what it missed, then what happens, through another replica", async () => {
    const [one, other] = [await startHub(), await startHub()];
    const first = await openReader(transport, one, { query });
    await beginning(first);
    scene.ledger.write("a");
    const message = await first.next();
    expect(message).toEqual({
      data: { written: { text: "a", author: { name: "Ada" } } },
      extensions: { cursor: expect.any(String) },
    });
    first.leave();
    await scene.ledger.followed(0);
    scene.ledger.write("b", "c");
    const second = await openReader(transport, other, {
      query,
      cursor: message.extensions!.cursor,
    });
    expect(await texts(second, 2)).toEqual(["b", "c"]);
    scene.ledger.write("d");
    expect(await texts(second, 1)).toEqual(["d"]);
    second.leave();
    await scene.ledger.followed(0);
  });

  it("gives who was cut off before the first event what happened since", async () => {
    const url = await startHub();
    const first = await openReader(transport, url, { query });
    const cursor = await beginning(first);
    first.leave();
    await scene.ledger.followed(0);
    scene.ledger.write("a");
    const second = await openReader(transport, url, { query, cursor });
    expect(await texts(second, 1)).toEqual(["a"]);
    second.leave();
  });

  it("refuses a cursor that was not signed here, and one of another operation", async () => {
    const url = await startHub();
    const reader = await openReader(transport, url, { query });
    const cursor = await beginning(reader);
    const forged = `${cursor.slice(0, -1)}${cursor.endsWith("A") ? "B" : "A"}`;
    const refused = (more: object): Promise<unknown> =>
      refusedWith(openReader(transport, url, { query, cursor, ...more }));
    expect(await refused({ cursor: forged })).toBe("CURSOR_INVALID");
    expect(await refused({ cursor: "x" })).toBe("CURSOR_INVALID");
    expect(await refused({ query: "subscription { written { text } }" })).toBe("CURSOR_MISMATCH");
    const otherKey = await startHub({ cursorKey: keyOf(9) });
    expect(await refusedWith(openReader(transport, otherKey, { query, cursor }))).toBe(
      "CURSOR_INVALID",
    );
    // The same operation, written otherwise.
    const spaced = await openReader(transport, url, { query: `# x\n ${query} `, cursor });
    scene.ledger.write("a");
    expect(await texts(spaced, 1)).toEqual(["a"]);
    reader.leave();
    spaced.leave();
  });

  it("says once what the party keeps no longer, and goes on from what it keeps", async () => {
    const url = await startHub();
    const first = await openReader(transport, url, { query });
    const cursor = await beginning(first);
    first.leave();
    await scene.ledger.followed(0);
    scene.ledger.write("a", "b", "c");
    scene.ledger.keptFrom = 2;
    const second = await openReader(transport, url, { query, cursor });
    expect(await beginning(second)).toBe(cursor);
    const gap = await second.next();
    expect(gap).toMatchObject({
      data: null,
      errors: [{ extensions: { code: "EVENTS_MISSED", subgraph: "ledger" } }],
      extensions: { gap: { from: cursor, to: gap.extensions!.cursor } },
    });
    expect(await texts(second, 1)).toEqual(["c"]);
    scene.ledger.write("d");
    expect(await texts(second, 1)).toEqual(["d"]);
    second.leave();
    // The end of the gap is a place like any other.
    const third = await openReader(transport, url, { query, cursor: gap.extensions!.cursor });
    expect(await texts(third, 2)).toEqual(["c", "d"]);
    third.leave();
  });
});

it("tells nothing of places to a client that did not ask", async () => {
  const url = await startHub();
  const reader = await openReader("websocket", url, { query, plain: true });
  await scene.ledger.followed(1);
  scene.ledger.write("a");
  expect(text(await reader.next())).toBe("a");
  reader.leave();
});

it("serves a reader of server-sent events that others wrote", async () => {
  const url = await startHub();
  const client = createClient({ url: `${url}/graphql` });
  const results = client.iterate({ query });
  const first = results.next();
  await scene.ledger.followed(1);
  scene.ledger.write("a");
  expect((await first).value).toMatchObject({ data: { written: { text: "a" } } });
  client.dispose();
  await scene.ledger.followed(0);
});

it("begins where a client's own argument says, and comes back after that by cursor", async () => {
  const url = await startHub();
  scene.ledger.write("a", "b", "c");
  const placed = "subscription ($from: String) { written(after: $from) { text } }";
  const reader = await openReader("websocket", url, { query: placed, variables: { from: "0" } });
  const b = await reader.next();
  expect(text(b)).toBe("b");
  reader.leave();
  await scene.ledger.followed(0);
  const back = await openReader("websocket", url, {
    query: placed,
    // Where it began does not matter any more.
    variables: { from: "1" },
    cursor: b.extensions!.cursor,
  });
  expect(await texts(back, 1)).toEqual(["c"]);
  back.leave();
});

it("refuses an `extensions.resume` that is none", async () => {
  const url = await startHub();
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify({ query, extensions: { resume: "x" } }),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: "BAD_REQUEST" } }],
  });
});

describe("with identity", () => {
  let issuer: DemoIssuer;
  let url: string;
  beforeEach(async () => {
    issuer = await createIssuer();
    url = await startHub({ identity: { issuers: [issuer] } });
  });
  const tokenOf = async (claims: object): Promise<string> =>
    (await issuer.sign({ ...gridWorker, ...claims })).token;

  it("goes on with a renewed token, and with no other person's or organisation's", async () => {
    const reader = await openReader("sse", url, { query, token: await tokenOf({}) });
    const cursor = await beginning(reader);
    reader.leave();
    scene.ledger.write("a");
    for (const other of [{ sub: "per_2" }, { org: "nbh_2" }]) {
      const refused = openReader("sse", url, { query, cursor, token: await tokenOf(other) });
      expect(await refusedWith(refused)).toBe("CURSOR_MISMATCH");
    }
    const token = await tokenOf({ scope: "case:read case:write" });
    const back = await openReader("sse", url, { query, cursor, token });
    expect(await texts(back, 1)).toEqual(["a"]);
    back.leave();
  });
});

it("accepts the cursors of an older key while a new one signs", async () => {
  const [older, newer] = [cursorKey, keyOf(2)];
  const before = await startHub();
  const during = await startHub({ cursorKey: `${newer},${older}` });
  const after = await startHub({ cursorKey: newer });
  const first = await openReader("sse", before, { query });
  const cursor = await beginning(first);
  first.leave();
  scene.ledger.write("a");
  const second = await openReader("sse", during, { query, cursor });
  expect(await beginning(second)).toBe(cursor);
  const a = await second.next();
  second.leave();
  scene.ledger.write("b");
  const third = await openReader("sse", after, { query, cursor: a.extensions!.cursor });
  expect(await texts(third, 1)).toEqual(["b"]);
  third.leave();
  expect(await refusedWith(openReader("sse", after, { query, cursor }))).toBe("CURSOR_INVALID");
});
