import { once } from "node:events";

import { afterAll, beforeAll, expect, it } from "vitest";
import type { WebSocket } from "ws";

import { Scene } from "./scene.js";
import {
  type Listener,
  listenAsPage,
  type Listening,
  listenOverSse,
  listenOverWebSocket,
} from "./listeners.js";
import { startWriters, type Writers } from "./writers.js";

/** Of all cases, or of one by who has it open; each reads the case anew for each event. */
const toQuery = (complaint?: string): string => `subscription {
  complaintChanged(kinds: [DISCLOSED] ${complaint ? `id: "${complaint}"` : ""}) {
    cursor
    complaint { number }
  }
}`;
const ways = [listenAsPage, listenOverWebSocket, listenOverSse];
const clients = 50;
const hour = 3_600_000;

let scene: Scene;
let complaints: string[];
let onNews: () => void = () => undefined;

beforeAll(async () => {
  // What a browser has for the network's coming and going; here the hub's lines alone do.
  Object.assign(globalThis, { addEventListener: () => {}, removeEventListener: () => {} });
  scene = await Scene.start();
  const rows = await scene.rows<{ id: string }>(
    `select id from complaint where grid_id = '${scene.grid}' order by id limit 4`,
  );
  complaints = rows.map(({ id }) => id);
});
afterAll(() => scene?.stop());

/** The party's events so far, in its order. */
const events = (): Promise<{ cursor: string; complaint: string }[]> =>
  scene.rows(`select xid::text || '-' || id::text as cursor, payload ->> 'complaint' as complaint
    from outbox where topic = 'complaint' and kind = 'DISCLOSED' order by outbox.xid, outbox.id`);

async function listen(): Promise<Listener[]> {
  const tokens = await Promise.all(
    [1, 2, 3].map((person) => scene.tokenOf(`per_reader_${person}`)),
  );
  return Array.from({ length: clients }, (_, index) => {
    const complaint = index % 2 ? complaints[0] : undefined;
    const listening: Listening = {
      url: scene.url,
      query: toQuery(complaint),
      complaint,
      token: tokens[Math.floor(index / 6) % tokens.length]!,
      onNews: () => onNews(),
    };
    return ways[index % ways.length]!(listening);
  });
}

/** The code with which a hub refuses the bearer of a token. */
async function refusal(url: string, token: string): Promise<string | undefined> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: "{ __typename }" }),
  });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code;
}

/** Resolves when every listener has as many events as it should, or one has a problem. */
function untilAllHave(
  listeners: readonly Listener[],
  expected: (listener: Listener) => readonly string[],
): Promise<void> {
  return new Promise((resolve) => {
    onNews = () => {
      const isDone =
        listeners.every((one) => one.got.length >= expected(one).length) ||
        listeners.some(({ problems }) => problems.length > 0);
      if (isDone) resolve();
    };
    onNews();
  });
}

/** Writers write and clients listen while something happens; then every client must have every event. */
async function whileAllGoesOn(
  fault: (writers: Writers) => Promise<void>,
  ...more: Listener[]
): Promise<void> {
  const before = (await events()).length;
  const listeners = [...(await listen()), ...more];
  await Promise.all(listeners.map(({ placed }) => placed));
  const writers = startWriters(scene, complaints);
  try {
    await writers.acknowledged(10);
    await fault(writers);
    await writers.acknowledged(10);
    const acknowledged = await writers.stop();
    const written = (await events()).slice(before);
    expect(written.length).toBeGreaterThanOrEqual(acknowledged.length);
    const all = written.map(({ cursor }) => cursor);
    const ofOne = written
      .filter(({ complaint }) => complaint === complaints[0])
      .map(({ cursor }) => cursor);
    const expected = ({ complaint }: Listener): string[] => (complaint ? ofOne : all);
    await untilAllHave(listeners, expected);
    expect(listeners.flatMap(({ problems }) => problems)).toEqual([]);
    for (const one of listeners) expect(one.got, one.how).toEqual(expected(one));
    const kept = await scene.rows<{ person: string }>("select person_id as person from disclosure");
    const persons = new Set(kept.map(({ person }) => person));
    expect(acknowledged.filter((person) => !persons.has(person))).toEqual([]);
  } finally {
    await writers.stop();
    for (const listener of listeners) listener.stop();
  }
}

it("gives every client every event once and in order, through both hubs", async () => {
  await whileAllGoesOn(async () => undefined);
  expect([...scene.line.clients.given.values()].every((count) => count > clients / 4)).toBe(true);
});

it("does so though a hub is killed", () => whileAllGoesOn(() => scene.restart(["hub"])));

it("does so though the subgraph is killed", () =>
  whileAllGoesOn(() => scene.restart(["subgraph"])));

it("does so though PostgreSQL is killed and recovers", () =>
  whileAllGoesOn(async (writers) => {
    // An event is on its way in some of them.
    for (let kill = 1; kill <= 3; kill++) {
      await scene.restart(["postgres"]);
      await writers.acknowledged(5);
    }
  }));

it("does so though connections are reset, wherever they are", () =>
  whileAllGoesOn(async (writers) => {
    for (const line of ["clients", "party", "database", "party", "clients"] as const) {
      scene.line[line].cut();
      await writers.acknowledged(5);
    }
  }));

it("does so though everything stands still for a while", () =>
  whileAllGoesOn(async (writers) => {
    for (const line of ["clients", "party"] as const) scene.line[line].hold();
    await writers.acknowledged(20);
    for (const line of ["clients", "party"] as const) scene.line[line].release();
  }));

it("does so though connections die without a word", () =>
  whileAllGoesOn(async (writers) => {
    for (const line of ["clients", "party"] as const) scene.line[line].silence();
    await writers.acknowledged(5);
  }));

it("sends away who does not read, and gives it the rest when it comes back", async () => {
  const sockets: WebSocket[] = [];
  const wide = `subscription { complaintChanged(kinds: [DISCLOSED]) { cursor complaint { number ${"n".repeat(500_000)}: number } } }`;
  const slow = listenOverWebSocket({
    // No line in between that would read for it.
    url: scene.hubUrls[0]!,
    query: wide,
    token: await scene.tokenOf("per_slow"),
    onNews: () => onNews(),
    onSocket: (socket) => sockets.push(socket),
  });
  await whileAllGoesOn(async (writers) => {
    const [socket] = sockets as [WebSocket];
    const closed = once(socket, "close");
    socket.pause();
    // 20 MB: more than a hub keeps for one reader, and what the sockets hold.
    await writers.acknowledged(40);
    socket.resume();
    expect((await closed)[0]).toBe(4410);
  }, slow);
});

it("does so though clocks go wrong by hours and are put right, with everything killed", async () => {
  await whileAllGoesOn(async (writers) => {
    await scene.restart(["hubs", "subgraph"], { hubs: [5 * hour, 0], subgraph: -5 * hour });
    await writers.acknowledged(10);
    // To a hub whose clock is ahead, this token's time is over; the other one takes it.
    const token = await scene.tokenOf("per_reader_4", 3_600);
    expect(await Promise.all(scene.hubUrls.map((url) => refusal(url, token)))).toEqual([
      "TOKEN_EXPIRED",
      undefined,
    ]);
    await scene.restart(["hubs", "subgraph", "postgres"]);
  });
});
