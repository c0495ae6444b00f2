import fc from "fast-check";
import { once } from "node:events";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHub, type DemoIssuer, type Hub, type HubOptions } from "../src/index.js";
import { createIssuer, gridWorker, postTo } from "./fixture/hub.js";
import { type Ledger, ledgerDefinition, type LedgerScene, startLedger } from "./fixture/ledger.js";
import { openSocket, openStream, readEvents } from "./fixture/live.js";
import { type Got, openReader, type Reader, refusedWith, transports } from "./fixture/reader.js";
import { compose } from "./fixture/shop.js";

const query = "subscription { written { text carriedBy author { name } } }";
let scene: LedgerScene;
let ledger: Ledger;
let hubs: Hub[];

async function startHub(options: Partial<HubOptions> = {}): Promise<string> {
  const hub = await createHub({
    supergraph: { sdl: scene.supergraph },
    identity: false,
    port: 0,
    logger: pino({ level: "silent" }),
    ...options,
  });
  hubs.push(hub);
  return hub.url;
}

beforeEach(async () => {
  hubs = [];
  scene = await startLedger();
  ({ ledger } = scene);
});
afterEach(async () => {
  await Promise.all(hubs.map((hub) => hub.stop()));
  await scene.stop();
});

/** The next message with data. */
async function event(reader: Reader): Promise<Got> {
  for (;;) {
    const message = await reader.next();
    if (message.data || message.errors) return message;
  }
}
const text = ({ data }: Got): string => data?.written.text;

/** Resolves when a reader has its place. */
async function placed(reader: Reader): Promise<Reader> {
  await reader.next();
  return reader;
}

it("holds one upstream for equal readers of all transports, and works once for each event", async () => {
  const url = await startHub();
  const readers = await Promise.all(
    [...transports, ...transports].map(async (transport) =>
      placed(await openReader(transport, url, { query })),
    ),
  );
  await ledger.followed(1);
  expect(scene.party.connected).toHaveLength(1);
  const before = scene.accounts.seen.length;
  ledger.write("a");
  const messages = await Promise.all(readers.map(event));
  expect(new Set(messages.map((message) => JSON.stringify(message))).size).toBe(1);
  expect(scene.accounts.seen).toHaveLength(before + 1);
  readers[0]!.leave();
  ledger.write("b");
  expect(text(await event(readers[1]!))).toBe("b");
  for (const reader of readers) reader.leave();
  await ledger.followed(0);
});

it("begins for one who comes later with what happens later", async () => {
  const url = await startHub();
  const first = await placed(await openReader("sse", url, { query }));
  ledger.write("a");
  await event(first);
  const second = await placed(await openReader("sse", url, { query }));
  ledger.write("b");
  expect(text(await event(second))).toBe("b");
  first.leave();
  second.leave();
});

it("opens a connection of its own neither for each request nor for each operation", async () => {
  const url = await startHub();
  const queries = ["{ text }", "{ cursor }", "{ author { id } }"];
  const readers = await Promise.all(
    queries.map(async (selection) =>
      placed(await openReader("sse", url, { query: `subscription { written ${selection} }` })),
    ),
  );
  await ledger.followed(3);
  expect(scene.party.connected).toHaveLength(1);
  for (const reader of readers) reader.leave();
});

it("keeps apart what differs in a variable or a header that is handed on", async () => {
  const url = await startHub();
  const booked = "subscription ($b: String) { written(book: $b) { text } }";
  const open = (variables: object, language: string): Promise<unknown> =>
    openStream(
      url,
      "text/event-stream",
      { query: booked, variables },
      {
        "accept-language": language,
      },
    );
  await open({ b: "1" }, "zh");
  await open({ b: "1", undeclared: 1 }, "zh");
  await ledger.followed(1);
  await open({ b: "2" }, "zh");
  await ledger.followed(2);
  await open({ b: "1" }, "en");
  await ledger.followed(3);
});

describe("with identity", () => {
  let issuer: DemoIssuer;
  let url: string;
  beforeEach(async () => {
    issuer = await createIssuer();
    url = await startHub({ identity: { issuers: [issuer] } });
  });
  const tokenOf = async (claims: object, expiresIn = 60): Promise<string> =>
    (await issuer.sign({ ...gridWorker, ...claims }, { expiresIn })).token;

  it("never shares across tokens that say anything different, and does where they say the same", async () => {
    const claims = fc.record({
      sub: fc.constantFrom("per_1", "per_2"),
      role: fc.constantFrom("GRID_WORKER", "CLEANER"),
      org: fc.constantFrom("nbh_1", "nbh_2"),
      orgs: fc.subarray(["nbh_1", "nbh_2"]),
      grids: fc.subarray(["grd_1", "grd_2"]),
      communities: fc.subarray(["com_1"]),
      scope: fc.constantFrom("", "case:read"),
      // Unknown to the hub, and perhaps not to a subgraph.
      tenant: fc.constantFrom(undefined, "a", "b"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(claims, { minLength: 2, maxLength: 5 }), async (people) => {
        const tokens = await Promise.all(people.map((one) => tokenOf(one)));
        const readers = await Promise.all(
          tokens.map(async (token) => placed(await openReader("sse", url, { query, token }))),
        );
        const distinct = new Set(people.map((one) => JSON.stringify(one)));
        await ledger.followed(distinct.size);
        ledger.write("a");
        for (const [index, reader] of readers.entries()) {
          const carriedBy: string = (await event(reader)).data.written.carriedBy;
          const carrier = tokens.findIndex((token) => carriedBy === `Bearer ${token}`);
          expect(people[carrier]).toEqual(people[index]);
        }
        for (const reader of readers) reader.leave();
        await ledger.followed(0);
      }),
      { numRuns: 30 },
    );
  });

  it("goes on under another reader's token when the one that carries it ends, and loses nothing", async () => {
    const short = await tokenOf({}, 2);
    const first = await placed(await openReader("sse", url, { query, token: short }));
    const long = await tokenOf({});
    const second = await placed(await openReader("sse", url, { query, token: long }));
    ledger.write("a");
    expect((await event(second)).data.written).toMatchObject({
      text: "a",
      carriedBy: `Bearer ${short}`,
    });
    expect(text(await event(first))).toBe("a");
    expect((await event(first)).errors).toMatchObject([{ extensions: { code: "TOKEN_EXPIRED" } }]);
    ledger.write("b");
    expect((await event(second)).data.written).toMatchObject({
      text: "b",
      carriedBy: `Bearer ${long}`,
    });
    second.leave();
    await ledger.followed(0);
  });

  it("bounds the streams of one person acting for one organisation", async () => {
    url = await startHub({ identity: { issuers: [issuer] }, limits: { maxStreamsPerActor: 1 } });
    const token = await tokenOf({});
    const first = await placed(await openReader("sse", url, { query, token }));
    const again = (more: object) => openReader("sse", url, { query, token, ...more });
    expect(await refusedWith(again({}))).toBe("TOO_MANY_STREAMS");
    const other = await placed(await again({ token: await tokenOf({ sub: "per_2" }) }));
    first.leave();
    await ledger.followed(1);
    await placed(await again({}));
    other.leave();
  });
});

it("bounds the streams of a connection and of the hub, and leaves the rest alone", async () => {
  const url = await startHub({ limits: { maxStreamsPerConnection: 1, maxStreams: 2 } });
  const client = await openSocket(url);
  await client.next();
  const subscribe = (id: string): void =>
    client.send({ id, type: "subscribe", payload: { query, extensions: { resume: {} } } });
  subscribe("1");
  expect(await client.next()).toMatchObject({ id: "1", type: "next" });
  subscribe("2");
  expect(await client.next()).toMatchObject({
    id: "2",
    type: "error",
    payload: [{ extensions: { code: "TOO_MANY_STREAMS" } }],
  });
  const second = await placed(await openReader("sse", url, { query }));
  const response = await openStream(url, "text/event-stream", { query });
  expect(response.statusCode).toBe(429);
  response.resume();
  expect((await postTo(url, "{ length }")).status).toBe(200);
  client.socket.close();
  await once(client.socket, "close");
  second.leave();
  await ledger.followed(0);
  await placed(await openReader("sse", url, { query }));
});

describe("a subgraph whose connection breaks", () => {
  it.each([undefined, 1012])("is taken up where it was, without a word (%s)", async (code) => {
    const url = await startHub();
    const reader = await placed(await openReader("sse", url, { query }));
    ledger.write("a");
    expect(text(await event(reader))).toBe("a");
    scene.party.cutSockets(code);
    ledger.write("b");
    expect(text(await event(reader))).toBe("b");
    expect(scene.party.connected).toHaveLength(2);
    reader.leave();
  });

  it("is taken up also by who has only been told the place", async () => {
    const url = await startHub();
    const reader = await placed(await openReader("sse", url, { query }));
    scene.party.cutSockets();
    ledger.write("a");
    expect(text(await event(reader))).toBe("a");
    reader.leave();
  });
});

describe.each([true, false])("who was away longer than the hub remembers (%s)", (tellsPlaces) => {
  beforeEach(async () => {
    await scene.stop();
    scene = await startLedger({ tellsPlaces });
    ({ ledger } = scene);
  });
  const numbered = (count: number): string[] => Array.from({ length: count }, (_, n) => String(n));

  it("catches up while others write, and then shares their stream", async () => {
    const url = await startHub();
    const stays = await openReader("sse", url, { query });
    await ledger.followed(1);
    ledger.write("0");
    const first = await event(stays);
    const written = numbered(1_000);
    for (let round = 0; round < 3; round++) {
      ledger.write(...written.slice(ledger.entries.length, ledger.entries.length + 150));
      while (text(await event(stays)) !== ledger.head);
      const back = await openReader("websocket", url, { query, cursor: first.extensions!.cursor });
      const seen: string[] = [];
      for (let n = 0; n < 150; n++) {
        ledger.write(String(ledger.entries.length));
        seen.push(text(await event(back)));
      }
      while (seen.length < ledger.entries.length - 1) seen.push(text(await event(back)));
      expect(seen).toEqual(written.slice(1, ledger.entries.length));
      while (text(await event(stays)) !== ledger.head);
      // Its own stream is over: it now has the shared one.
      await ledger.followed(1);
      back.leave();
    }
    stays.leave();
  });

  it("is waited for while it reads slowly, with no more in memory than it may leave unread", async () => {
    const url = await startHub({ limits: { maxBufferedBytes: 64 * 1024 } });
    const small = "subscription { written { text } }";
    const stays = await openReader("sse", url, { query: small });
    await ledger.followed(1);
    ledger.write("0");
    const { extensions } = await event(stays);
    stays.leave();
    const filling = "x".repeat(4_000);
    ledger.write(...numbered(6_000).map((n) => `${n} ${filling}`));
    const response = await openStream(
      url,
      "text/event-stream",
      { query: small },
      { "last-event-id": extensions!.cursor! },
    );
    // More than is kept here has come, so its own upstream is left for now; the shared one stays.
    await ledger.followed(2);
    await ledger.followed(1);
    let next = 0;
    for await (const { data } of readEvents(response)) {
      if (!data) continue;
      expect(data.data.written.text.split(" ")[0]).toBe(String(next++));
      if (next === 6_000) break;
    }
  });
});

/** A source whose supergraph a test replaces. */
function createSource(first: string) {
  let callback: (sdl: string) => void = () => {};
  return {
    load: async () => first,
    onChange(given: (sdl: string) => void) {
      callback = given;
      return () => {};
    },
    replace: (next: string) => callback(next),
  };
}

it("loses and repeats nothing for readers who come and go between two replicas while supergraphs change", async () => {
  const plain = scene.supergraph;
  const wider = compose([
    { ...scene.party, sdl: ledgerDefinition(ledger, "more: Int").sdl },
    scene.accounts,
  ]);
  const sources = [createSource(plain), createSource(plain)];
  const cursorKey = Buffer.alloc(32, 3).toString("base64");
  const urls = await Promise.all(sources.map((supergraph) => startHub({ supergraph, cursorKey })));
  const total = 600;

  const begun = Array.from({ length: 8 }, () => Promise.withResolvers<void>());

  /** Reads to the end, leaving now and then, and coming back elsewhere. */
  async function wander(seed: number): Promise<string[]> {
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let turn = seed; seen.length < total; turn++) {
      const transport = transports[turn % transports.length]!;
      const reader = await openReader(transport, urls[turn % 2]!, { query, cursor });
      const stay = 3 + ((seed * 31 + turn * 17) % 40);
      for (let n = 0; n < stay && seen.length < total;) {
        const message = await reader.next();
        cursor = message.extensions?.cursor ?? cursor;
        begun[seed]!.resolve();
        if (message.errors) throw new Error(JSON.stringify(message.errors));
        if (!message.data) continue;
        seen.push(text(message));
        n += 1;
      }
      reader.leave();
    }
    return seen;
  }

  const wandering = begun.map((_, seed) => wander(seed));
  await Promise.all(begun.map(({ promise }) => promise));
  for (let n = 0; n < total; n++) {
    ledger.write(String(n));
    if (n % 12 === 0) sources[(n / 12) % 2]!.replace((n / 24) % 2 < 1 ? wider : plain);
    await new Promise(setImmediate);
  }
  const expected = Array.from({ length: total }, (_, n) => String(n));
  for (const seen of await Promise.all(wandering)) expect(seen).toEqual(expected);
});

it("asks another party together what different operations want to know of an event", async () => {
  const url = await startHub();
  const readers = await Promise.all(
    Array.from({ length: 30 }, async (_, index) => {
      const own = `subscription Own${index} { written { t${index}: text author { name } } }`;
      return placed(await openReader("websocket", url, { query: own }));
    }),
  );
  await ledger.followed(readers.length);
  const before = scene.accounts.seen.length;
  ledger.write("a");
  const messages = await Promise.all(readers.map(event));
  const authors = messages.map(({ data }) => data.written.author);
  expect(authors).toEqual(readers.map(() => authors[0]));
  // How many arrive in one turn is for the network to say.
  expect(scene.accounts.seen.length - before).toBeLessThan(readers.length);
});
