import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import { buildSchema, GraphQLError } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import pg from "pg";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";

import { type Follow, openDatabase } from "../src/index.js";
import { startFollowing } from "../src/follow/follow.js";
import { hostingOf } from "../src/operators/hosting.js";
import { fromTheBeginning } from "../src/outbox/cursor.js";
import { createTestDatabase } from "../src/testing/test-database.js";
import { Note, notes } from "./note.fixture.js";

const log = pino({ level: "silent" });

/** Stands where the hub is: a real graphql-ws server over a list of events. */
class Events {
  readonly #all: { cursor: string; text: string }[] = [];
  readonly #waiting = new Set<() => void>();
  /** Sends every event twice. */
  stutters = false;
  /** So many of the first are past their time: a gap is told in their place. */
  missing = 0;
  /** The `after` of each subscription. */
  readonly asked: string[] = [];
  #server = createServer();
  url = "";

  async start(): Promise<void> {
    const schema = buildSchema(`
      type Query { x: Int }
      type Event { cursor: String! text: String! }
      type Subscription { noteWritten(after: String): Event }`);
    const roots = {
      subscription: {
        noteWritten: ({ after }: { after: string }) => {
          this.asked.push(after);
          return this.#read(after === fromTheBeginning ? -1 : Number(after));
        },
      },
    };
    useServer({ schema, roots: roots }, new WebSocketServer({ server: this.#server }));
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `ws://127.0.0.1:${(this.#server.address() as { port: number }).port}/`;
  }

  add(text: string): void {
    this.#all.push({ cursor: String(this.#all.length), text });
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  async *#read(after: number): AsyncGenerator {
    if (after + 1 < this.missing)
      yield { noteWritten: new GraphQLError("gone", { extensions: { code: "EVENTS_MISSED" } }) };
    for (let at = Math.max(after + 1, this.missing); ; at++) {
      while (at >= this.#all.length)
        await new Promise<void>((resolve) => this.#waiting.add(resolve));
      yield { noteWritten: this.#all[at] };
      if (this.stutters) yield { noteWritten: this.#all[at] };
    }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

let events: Events;
let url: string;
let orm: Awaited<ReturnType<typeof openDatabase>>;

beforeEach(async () => {
  events = new Events();
  await events.start();
  url = await createTestDatabase();
  orm = await openDatabase(url, notes, log);
});
afterEach(async () => {
  await orm.close();
  await events.stop();
});

let handled: (text: string) => void = () => {};
const follow = (fail?: (text: string) => boolean): Follow<{ cursor: string; text: string }> => ({
  name: "test/notes",
  document: "subscription ($after: String) { noteWritten(after: $after) { cursor text } }",
  handle: (event, em) => {
    em.persist(em.create(Note, { id: `note_${event.cursor}`, text: event.text }));
    if (fail?.(event.text)) throw new Error("killed before the commit");
    handled(event.text);
  },
});
const begin = (what = follow()) =>
  startFollowing(what, {
    em: orm.em,
    hubUrl: events.url,
    token: async () => "t",
    hosting: hostingOf(undefined),
    log,
  });
/** A server of some operators, whose effect is told to `seen`; until it has had some event. */
async function serve(operators: string[], seen: string[], last: string): Promise<void> {
  const done = Promise.withResolvers<void>();
  const following = startFollowing<{ cursor: string; text: string }>(
    {
      ...follow(),
      handle: ({ text }) => {
        seen.push(text);
        if (text === last) done.resolve();
      },
    },
    { em: orm.em, hubUrl: events.url, token: async () => "t", hosting: hostingOf(operators), log },
  );
  await done.promise;
  await following.stop();
}
const untilHandled = (text: string) =>
  new Promise<void>((resolve) => (handled = (seen) => seen === text && resolve()));
const kept = async (): Promise<string[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ text: string }>("select text from note order by id");
  await client.end();
  return rows.map(({ text }) => text);
};

describe("following another party", () => {
  it("lets each event take effect once, also those that came while it was away", async () => {
    let last = untilHandled("b");
    events.add("a");
    let following = begin();
    events.add("b");
    await last;
    await following.stop();
    events.add("c");
    events.add("d");
    last = untilHandled("d");
    following = begin();
    await last;
    await following.stop();
    expect(await kept()).toEqual(["a", "b", "c", "d"]);
    expect(events.asked).toEqual([fromTheBeginning, "1"]);
  });

  it("keeps neither effect nor place of an event whose handling failed, and takes it up again", async () => {
    let failures = 0;
    const following = begin(follow((text) => text === "b" && failures++ < 2));
    const last = untilHandled("c");
    for (const text of ["a", "b", "c"]) events.add(text);
    await last;
    await following.stop();
    expect(failures).toBeGreaterThanOrEqual(2);
    expect(await kept()).toEqual(["a", "b", "c"]);
  });

  it("lets an event take effect once that is sent twice", async () => {
    events.stutters = true;
    const last = untilHandled("c");
    for (const text of ["a", "b", "c"]) events.add(text);
    let count = 0;
    const following = begin({
      ...follow(),
      handle: ({ text }, em) => {
        // An effect that nothing but the follower keeps from happening twice.
        em.persist(em.create(Note, { id: `note_${count++}`, text }));
        handled(text);
      },
    });
    await last;
    await following.stop();
    expect(await kept()).toEqual(["a", "b", "c"]);
  });

  it("goes on after events that nobody can give any more", async () => {
    const last = untilHandled("b");
    events.missing = 1;
    events.add("a");
    events.add("b");
    const following = begin();
    await last;
    await following.stop();
    expect(await kept()).toEqual(["b"]);
    expect(events.asked).toEqual([fromTheBeginning]);
  });

  it("lets each of 150 events take effect once, though its process is killed again and again", async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("create table effect (text text not null)");
    const count = async (): Promise<number> =>
      Number((await client.query("select count(*) from effect")).rows[0].count);
    events.stutters = true;
    for (let n = 0; n < 150; n++) events.add(`e${n}`);
    for (const killedAt of [0, 20, 70, 150]) {
      const child = fork(
        fileURLToPath(new URL("follow-replica.script.mjs", import.meta.url)),
        [url, events.url.replace("ws", "http")],
        { stdio: ["ignore", "inherit", "inherit", "ipc"] },
      );
      const exited = once(child, "exit");
      await once(child, "message");
      while ((await count()) < killedAt);
      child.kill("SIGKILL");
      await exited;
    }
    const { rows } = await client.query<{ text: string }>("select text from effect");
    expect(rows.map(({ text }) => text).toSorted()).toEqual(
      Array.from({ length: 150 }, (_, n) => `e${n}`).toSorted(),
    );
    await client.end();
  });

  it("gives each event to one of several replicas", async () => {
    const seen: string[] = [];
    const all = new Promise<void>((resolve) => {
      handled = (text) => {
        seen.push(text);
        if (text === "z") resolve();
      };
    });
    const replicas = [begin(), begin(), begin()];
    for (const text of ["a", "b", "c", "d", "e", "z"]) events.add(text);
    await all;
    await Promise.all(replicas.map((replica) => replica.stop()));
    expect(await kept()).toEqual(["a", "b", "c", "d", "e", "z"]);
  });

  it("gives each event to the servers of different operators, though they share a database", async () => {
    const [first, second]: string[][] = [[], []];
    events.add("a");
    events.add("b");
    await Promise.all([serve(["f01"], first!, "b"), serve(["f02"], second!, "b")]);
    events.add("c");
    await Promise.all([serve(["f01"], first!, "c"), serve(["f02"], second!, "c")]);
    expect([first, second]).toEqual([
      ["a", "b", "c"],
      ["a", "b", "c"],
    ]);
  });

  it("goes on where it was when its server holds one operator more", async () => {
    const seen: string[] = [];
    events.add("a");
    await serve(["f01", "f02"], seen, "a");
    events.add("b");
    await serve(["f03", "f02", "f01"], seen, "b");
    await serve(["f04"], [], "b");
    events.add("c");
    await serve(["f02"], seen, "c");
    expect(seen).toEqual(["a", "b", "c"]);
  });

  it("keeps the place of before there were operators for the first who comes", async () => {
    events.add("a");
    events.add("b");
    const whole = begin();
    await untilHandled("b");
    await whole.stop();
    events.add("c");
    const [first, second]: string[][] = [[], []];
    await serve(["f02"], first!, "c");
    await serve(["f01"], second!, "c");
    expect([first, second]).toEqual([["c"], ["a", "b", "c"]]);
  });
});
