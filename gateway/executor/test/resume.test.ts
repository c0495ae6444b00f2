import { afterEach, beforeEach, expect, test } from "vitest";
import { type PlannedStream, planStream, type SubgraphError } from "../src/index.js";
import { type Federation, federate, json } from "./support/federation.js";
import { Ledger, ledgerParties } from "./support/ledger.js";

let ledger: Ledger;
let federation: Federation;
beforeEach(async () => {
  ledger = new Ledger();
  federation = await federate(ledgerParties(ledger));
});
afterEach(() => federation[Symbol.asyncDispose]());

const context = { headers: {} };
const plan = (query: string, variables: Record<string, unknown> = {}): PlannedStream => {
  const { dataSources } = federation;
  const planned = planStream(federation.prepare(query), { dataSources, variables });
  if ("errors" in planned) throw new Error("the variables do not fit");
  return planned;
};

test("asks for the cursor by itself and keeps it out of the client's result", async () => {
  const planned = plan("subscription { w: written { t: text author { name } } }");
  expect(planned.isResumable).toBe(true);
  ledger.write("a", "b", "c");
  const events = planned.open(context, { after: "0" });
  const first = (await events.next()).value!;
  expect(first.cursor).toBe("1");
  expect(json(await planned.complete(first.response!, context))).toEqual({
    data: { w: { t: "b", author: { name: "name of u1" } } },
  });
  const second = (await events.next()).value!;
  expect(second.cursor).toBe("2");
  await events.return!();
  await ledger.followed(0);
});

test("gives the client the cursor under the name it asked for, beside our own", async () => {
  ledger.write("a");
  const planned = plan('subscription { written(after: "-1") { text: cursor c: cursor } }');
  const events = planned.open(context, { after: planned.after! });
  const event = (await events.next()).value!;
  expect(event.cursor).toBe("0");
  const result = json(await planned.complete(event.response!, context));
  expect(result.data).toEqual({ written: { text: "0", c: "0" } });
  await events.return!();
});

test("asks the same upstream wherever a client wants to begin", async () => {
  const query =
    "subscription ($from: String, $book: String) { written(book: $book, after: $from) { text } }";
  const here = plan(query, { from: "3", book: "b" });
  const there = plan(query, { from: "9", book: "b", _after: "1" });
  expect(here.request).toEqual(there.request);
  expect([here.after, there.after, here.positionVariable]).toEqual(["3", "9", "from"]);
  expect(plan(query, { book: "c" }).request).not.toEqual(here.request);
});

test("does not take a variable for a position that also decides something else", async () => {
  const query = "subscription ($x: String) { written(book: $x, after: $x) { text } }";
  const { positionVariable, after } = plan(query, { x: "3" });
  expect([positionVariable, after]).toEqual([undefined, "3"]);
});

test("leaves a subscription without cursors as it is", async () => {
  const planned = plan("subscription { unordered { text } }");
  expect([planned.isResumable, planned.after]).toEqual([false, undefined]);
  expect(planned.request.query).not.toMatch(/after|cursor/);
});

test("begins after the client's own cursor when it is just followed", async () => {
  ledger.write("a", "b");
  const stream = federation.stream(
    "subscription ($after: String) { written(after: $after) { text } }",
    { after: "0" },
  );
  expect((await stream.next()).value).toEqual({ data: { written: { text: "b" } } });
  await stream.return();
});

test("ends the upstream of a reader that leaves too much unread, once what waits is read", async () => {
  ledger.write(...Array.from({ length: 50 }, (_, index) => String(index)));
  const planned = plan("subscription { written { text } }");
  const events = planned.open(context, { after: "-1", maxQueued: 10 });
  await ledger.followed(1);
  await ledger.followed(0);
  const read: string[] = [];
  const failure = await (async () => {
    for (;;) read.push((await events.next()).value!.cursor!);
  })().catch((error: SubgraphError) => error.code);
  expect(failure).toBe("STREAM_OVERFLOW");
  expect(read).toEqual(Array.from({ length: 11 }, (_, index) => String(index)));
});

test("leaves with the party what a reader who is waited for has not read, and nobody else waits", async () => {
  const texts = Array.from({ length: 3_000 }, (_, index) => String(index));
  ledger.write(...texts);
  const planned = plan("subscription { written { text } }");
  const other = planned.open(context);
  const events = planned.open(context, { after: "-1", maxQueued: 10, isPaced: true });
  const read = [(await events.next()).value!.cursor!];
  // The reader takes its time, and the others' events come meanwhile.
  const later = other.next();
  await ledger.followed(2);
  ledger.write("later");
  expect((await later).value!.cursor).toBe("3000");
  while (read.length <= texts.length) read.push((await events.next()).value!.cursor!);
  expect(read).toEqual([...texts, "3000"]);
  expect(federation.servers["ledger"]!.connections).toHaveLength(2);
  await events.return!();
  await other.return!();
  await ledger.followed(0);
});
