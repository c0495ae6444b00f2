// What is measured of one gateway over one transport.
import { setTimeout as sleep } from "node:timers/promises";
import { cpuOf, heldBy } from "../processes.mjs";
import { ask, rounded } from "./ask.mjs";

const subscribers = 1_000;
/** So many are there when the memory of one more is taken: what the first cost once is not counted. */
const many = 4_000;

const query = "subscription Ticks($room: Int) { ticked(room: $room) { number at text } }";
/** The same with fields of another subgraph, which is what a hub is there for. */
const withEntity = query.replace("text", "text maker { name town since }");
/** As many operations as readers: they differ in a variable, in their text, or in that and fetch an entity. */
const operations = {
  variables: () => query,
  texts: (index) => query.replace("number at", `number n${index}: number at`),
  entities: (index) =>
    query.replace("number at", `number n${index}: number at maker { name town since }`),
};

/** Measures one gateway, more briefly if told to; figures are noted in the row as they come. */
export async function measure(gateway, clock, readers, isBrief, row) {
  const subscriber = { ...pick(gateway), query, variables: { room: 0 } };
  const equal = Array.from({ length: subscribers }, () => subscriber);

  // First of all: traffic leaves a heap with room for subscribers, who would then seem to cost nothing.
  Object.assign(row, await measureIdle(gateway, readers));

  const driveMeasured = () => driveShared(gateway, clock, readers, isBrief);

  await ask(readers, { subscribe: equal });
  await settled(clock, readers, subscribers);
  row.upstreams = (await ask(clock, { count: true })).streams;
  Object.assign(row, await driveMeasured());
  Object.assign(row, await pace(clock, readers, isBrief ? 1 : 5));
  await ask(readers, { leave: true });

  await sleep(500);
  await ask(readers, { subscribe: equal.map((each) => ({ ...each, query: withEntity })) });
  await settled(clock, readers, subscribers);
  row.withEntity = await driveMeasured();
  await ask(readers, { leave: true });

  for (const [name, queryOf] of Object.entries(operations)) {
    await sleep(500);
    const distinct = equal.map((each, room) => {
      return { ...each, query: queryOf(room), variables: { room } };
    });
    await ask(readers, { subscribe: distinct });
    await settled(clock, readers, subscribers);
    await ask(clock, { count: true });
    const { perSecond, ticks } = await drive({ clock, readers, seconds: isBrief ? 1 : 3 });
    row[`distinct ${name}`] = perSecond;
    const { requests } = await ask(clock, { count: true });
    if (name === "entities") row.requestsPerTick = rounded(requests / ticks);
    await ask(readers, { leave: true });
  }
}

/** Measures what Node itself does: memory of those who wait, and one message for a thousand. */
export async function measureBare(gateway, readers, isBrief, row) {
  Object.assign(row, await measureIdle(gateway, readers));
  const subscriber = { ...pick(gateway), query, variables: { room: 0 } };
  const clock = gateway.child;
  await ask(readers, { subscribe: Array.from({ length: subscribers }, () => subscriber) });
  await settled(clock, readers, subscribers);
  Object.assign(row, await driveShared(gateway, clock, readers, isBrief));
  Object.assign(row, await pace(clock, readers, isBrief ? 1 : 5));
  await ask(readers, { leave: true });
}

/** What one message costs that goes to all subscribers, and how many messages there can be. */
async function driveShared(gateway, clock, readers, isBrief) {
  await drive({ clock, readers, seconds: 0.5 });
  const cpu = cpuOf(gateway.pid);
  const { messages, perSecond } = await drive({ clock, readers, seconds: isBrief ? 2 : 5 });
  return { cpuMicros: rounded(((cpuOf(gateway.pid) - cpu) * 1000) / messages), perSecond };
}

/** Resident memory of a subscriber who waits: of each of the first thousand, and of each further one. */
async function measureIdle(gateway, readers) {
  const subscriber = { ...pick(gateway), query, variables: { room: 0 } };
  const open = async (count) => {
    await ask(readers, { subscribe: Array.from({ length: count }, () => subscriber) });
    await sleep(1_000);
    return heldBy(gateway);
  };
  // Warm, so that what is loaded on first use is not taken for what a subscriber costs.
  await open(50);
  await ask(readers, { leave: true });
  await sleep(1_000);
  const none = await open(0);
  const first = await open(subscribers);
  const last = await open(many - subscribers);
  await ask(readers, { leave: true });
  await sleep(1_000);
  return {
    firstKb: rounded(((first - none) * 1000) / subscribers),
    furtherKb: rounded(((last - first) * 1000) / (many - subscribers)),
  };
}

const pick = ({ origin, transport }) => ({ origin, transport });

/** Resolves when a tick reaches every reader: a gateway may answer before it follows upstream. */
async function settled(clock, readers, count) {
  let got = 0;
  for (let tries = 0; tries < 30; tries++) {
    await ask(readers, { take: { reset: true } });
    clock.send({ tick: { number: 0, at: Date.now() } });
    for (let waited = 0; waited < 1_000 && got !== count; waited += 50) {
      await sleep(50);
      ({ received: got } = await ask(readers, { take: {} }));
    }
    if (got === count) return;
    got = 0;
  }
  throw new Error("ticks do not reach all readers");
}

/** Ticks as fast as all readers take them. */
async function drive({ clock, readers, seconds }) {
  const { open } = await ask(readers, { take: { reset: true } });
  const began = performance.now();
  const end = began + seconds * 1_000;
  let ticks = 0;
  do {
    clock.send({ tick: { number: ticks++, at: Date.now() } });
    await received(readers, ticks * open);
  } while (performance.now() < end);
  const messages = ticks * open;
  return {
    ticks,
    messages,
    perSecond: Math.round((messages * 1000) / (performance.now() - began)),
  };
}

async function received(readers, wanted) {
  const began = performance.now();
  for (;;) {
    const { received: got } = await ask(readers, { take: {} });
    if (got >= wanted) return;
    if (performance.now() - began > 20_000) throw new Error(`${got} of ${wanted} messages came`);
    await sleep(1);
  }
}

/** Ten ticks a second; how late they come. */
async function pace(clock, readers, seconds) {
  await ask(readers, { take: { latencies: true, reset: true } });
  const wanted = seconds * 10;
  for (let number = 0; number < wanted; number++) {
    clock.send({ tick: { number, at: Date.now() } });
    await sleep(100);
  }
  await received(readers, wanted * subscribers);
  const { latencies } = await ask(readers, { take: { latencies: true, reset: true } });
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor(sorted.length * share)];
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
