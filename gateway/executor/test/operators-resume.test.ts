import { once } from "node:events";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { OperatorEntry } from "../src/index.js";
import { json } from "./support/federation.js";
import { type OperatorWorld, startOperators } from "./support/operators.js";

let world: OperatorWorld;
let subscribed: string[];
const KEYS = [Buffer.alloc(32, 7)] as const;
const start = async (more: OperatorEntry[] = []) => {
  const orders = { f01: [], "f02+f03": [], f04: [] };
  world = await startOperators({ orders, cursorKeys: KEYS, more });
  subscribed = [];
  world.events.on("subscribed", (id: string) => subscribed.push(id));
};
afterEach(() => world[Symbol.asyncDispose]());
const listening = async (count: number) => {
  while (subscribed.length < count) await once(world.events, "subscribed");
};

const HAPPENED = "subscription ($after: String) { h: happened(after: $after) { at: cursor what } }";

/** The next so many events, and the cursor after each. */
async function take(count: number, after: string | null) {
  const stream = world.stream(HAPPENED, { after });
  const events: { at: string; what: string }[] = [];
  while (events.length < count) {
    const { data, errors } = json((await stream.next()).value!) as any;
    expect(errors).toBeUndefined();
    events.push(data.h);
  }
  await stream.return();
  return events;
}

describe("a merged stream whose events say where they stand", () => {
  test("gives what each operator has kept, from before everything", async () => {
    await start();
    world.log("f01", "a1", "a2");
    world.log("f02", "b1");
    const events = await take(3, "0-0");
    expect(events.map(({ what }) => what).toSorted()).toEqual(["a1", "a2", "b1"]);
  });

  test("goes on after any of its events with all that came after it, each once, in each operator's order", async () => {
    await start();
    let written = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(2), { minLength: 1, maxLength: 8 }),
        fc.nat(7),
        async (whose, cut) => {
          const names = ["f01", "f02", "f04"];
          for (const [n, at] of whose.entries()) world.log(names[at]!, `${names[at]}-${n}`);
          written += whose.length;
          const whole = await take(written, "0-0");
          const place = Math.min(cut, whole.length - 1);
          const rest = await take(written - place - 1, whole[place]!.at);
          expect(rest.map(({ what }) => what).toSorted()).toEqual(
            whole
              .slice(place + 1)
              .map(({ what }) => what)
              .toSorted(),
          );
          for (const name of names) {
            const own = (list: typeof whole) =>
              list.filter(({ what }) => what.startsWith(name)).map(({ what }) => what);
            expect(own(rest)).toEqual(own(whole.slice(place + 1)));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test("has the place of an operator that was silent until after its reader had gone", async () => {
    await start();
    const begin = world.hold("f04");
    const stream = world.stream(HAPPENED, { after: null });
    const first = stream.next();
    await listening(2);
    world.log("f01", "a1");
    let isThere = false;
    void first.then(() => (isThere = true));
    // What f01 has said comes before this answer: it waits for the place of f04 alone.
    await world.run("{ recent { id } }");
    expect(isThere).toBe(false);
    begin();
    const { at, what } = (json((await first).value!) as any).data.h;
    expect(what).toBe("a1");
    await stream.return();
    world.log("f04", "d1");
    world.log("f01", "a2");
    const rest = await take(2, at);
    expect(rest.map((event) => event.what).toSorted()).toEqual(["a2", "d1"]);
  });

  test("tells at its beginning one place for all, though none has anything to say", async () => {
    await start();
    const query = `subscription ($after: String) { h: happened(after: $after) { at: cursor what } }`;
    const stream = world.source.subscribe({ query, wantsPositions: true }, { headers: {} });
    const events = stream[Symbol.asyncIterator]();
    const { extensions, data } = (await events.next()).value!;
    await events.return?.();
    expect(data).toBeUndefined();
    world.log("f01", "a1");
    world.log("f02", "b1");
    world.log("f04", "d1");
    const rest = await take(3, extensions!["cursor"] as string);
    expect(rest.map(({ what }) => what).toSorted()).toEqual(["a1", "b1", "d1"]);
  });

  test("does not wait for the place of an operator that is away", async () => {
    await start([{ id: "f05", url: "http://127.0.0.1:1/graphql", keys: ["firm_f05"] }]);
    const stream = world.stream(HAPPENED, { after: null });
    const first = stream.next();
    await listening(3);
    world.log("f01", "a1");
    expect(json((await first).value!).errors).toMatchObject([{ extensions: { operator: "f05" } }]);
    const { at, what } = (json((await stream.next()).value!) as any).data.h;
    expect(what).toBe("a1");
    await stream.return();
    world.log("f02", "b1");
    const again = world.stream(HAPPENED, { after: at });
    const seen = [await again.next(), await again.next()].map(({ value }) => json(value!).data);
    expect(seen).toContainEqual({ h: expect.objectContaining({ what: "b1" }) });
    await again.return();
  });

  test("takes a lost operator up where it was, and gives what happened meanwhile", async () => {
    await start();
    const stream = world.stream(HAPPENED, { after: "0-0" });
    const first = stream.next();
    await listening(3);
    world.log("f02", "b1");
    expect(json((await first).value!).data).toMatchObject({ h: { what: "b1" } });
    world.servers["f02"]!.cut();
    expect(json((await stream.next()).value!).errors).toMatchObject([
      { extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f02" } },
      { extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f03" } },
    ]);
    world.log("f02", "b2");
    const second = json((await stream.next()).value!);
    expect(second.data).toMatchObject({ h: { what: "b2" } });
    await stream.return();
    const { at } = (second.data as any).h;
    world.log("f01", "a1");
    expect(await take(1, at)).toMatchObject([{ what: "a1" }]);
  });

  test("of a single operator takes that one up where it was, too", async () => {
    await start();
    const query = `subscription ($after: String) {
      happened(firm: "firm_f04", after: $after) { what }
    }`;
    const stream = world.stream(query, { after: "0-0" });
    const first = stream.next();
    await listening(1);
    world.log("f04", "d1");
    expect(json((await first).value!).data).toEqual({ happened: { what: "d1" } });
    world.servers["f04"]!.cut();
    expect(json((await stream.next()).value!).errors).toMatchObject([
      { extensions: { code: "OPERATOR_UNAVAILABLE", operator: "f04" } },
    ]);
    world.log("f04", "d2");
    expect(json((await stream.next()).value!).data).toEqual({ happened: { what: "d2" } });
    await stream.return();
  });

  test("of one operator goes on with the cursor of all", async () => {
    await start();
    world.log("f01", "a1");
    world.log("f04", "d1", "d2");
    const whole = await take(3, "0-0");
    const d1 = whole.find(({ what }) => what === "d1")!;
    const stream = world.stream(
      `subscription ($after: String) { happened(firm: "firm_f04", after: $after) { what } }`,
      { after: d1.at },
    );
    expect(json((await stream.next()).value!).data).toEqual({ happened: { what: "d2" } });
    await stream.return();
  });

  test.each(["1-1", "nonsense", "e30"])(
    "refuses %j as a cursor, and asks nobody",
    async (after) => {
      await start();
      const stream = world.stream(HAPPENED, { after });
      expect(json((await stream.next()).value!)).toMatchObject({
        data: { h: null },
        errors: [{ path: ["h"], extensions: { code: "INVALID_CURSOR" } }],
      });
      expect((await stream.next()).done).toBe(true);
      expect(subscribed).toEqual([]);
    },
  );
});
