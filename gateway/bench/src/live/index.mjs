// Live streams: what a delivered message and an idle subscriber cost, how fast, how late.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { listContenders } from "../contenders/index.mjs";
import { cpuOf, rssOf, startContender } from "../processes.mjs";
import { bench, keep, openDirectory } from "../stage.mjs";

const subscribers = 1_000;
const query = "subscription Ticks($room: Int) { ticked(room: $room) { number at text } }";
const rounded = (value) => Number(value.toPrecision(3));
const names = ["hutong"];

/** Runs `npm run bench -- live`. */
export async function live({ quick, only, out }) {
  const directory = openDirectory();
  const clock = keep(fork(path.join(import.meta.dirname, "subgraph.mjs")));
  const [{ supergraphSdl }] = await once(clock, "message");
  writeFileSync(path.join(directory, "supergraph.graphql"), supergraphSdl);
  const readers = keep(fork(path.join(import.meta.dirname, "readers.mjs")));
  await once(readers, "message");
  const listed = listContenders({ directory, urls: {}, token: "", jwks: "" });
  const rows = [];
  const asked = listed.filter(({ name }) => (only?.split(",") ?? names).includes(name));
  const runs = asked.flatMap((contender) =>
    ["websocket", "sse"].map((transport) => ({ contender, transport })),
  );
  for (const { contender, transport } of runs) {
    try {
      const started = await startContender(contender, directory);
      keep(started.child);
      const figures = await measure({ ...started, transport }, clock, readers, quick);
      rows.push({ name: contender.title, transport, ...figures });
      console.error(JSON.stringify(rows.at(-1)));
      started.child.kill("SIGKILL");
    } catch (error) {
      console.error(`✗ ${contender.title} (${transport}): ${error.message}`);
    }
    await ask(readers, { leave: true });
  }
  console.table(rows);
  const folder = out ?? path.join(bench, "results");
  mkdirSync(folder, { recursive: true });
  const result = { at: new Date().toISOString(), subscribers, quick, rows };
  writeFileSync(path.join(folder, "live.json"), `${JSON.stringify(result, null, 2)}\n`);
}

async function ask(child, message) {
  child.send(message);
  const [answer] = await once(child, "message");
  if (answer.error) throw new Error(answer.error);
  return answer;
}

/** Resolves when a tick reaches every reader: a gateway may answer before it follows upstream. */
async function settled(clock, readers, count) {
  for (let tries = 0; tries < 40; tries++) {
    await ask(readers, { take: { reset: true } });
    clock.send({ tick: { number: 0, at: Date.now() } });
    await sleep(500);
    const { received: got } = await ask(readers, { take: {} });
    if (got === count) return;
  }
  throw new Error("ticks do not reach all readers");
}

async function measure({ pid, origin, transport }, clock, readers, quick) {
  const events = quick ? 30 : 200;
  const subscriber = { origin, transport, query, variables: { room: 0 } };
  const one = Array.from({ length: subscribers }, () => subscriber);
  // Warm, so that what is loaded on first use is not taken for what a subscriber costs.
  await ask(readers, { subscribe: one.slice(0, 50) });
  await settled(clock, readers, 50);
  await drive(clock, readers, { events: 20, readers: 50 });
  await ask(readers, { leave: true });
  await sleep(2_000);

  const before = rssOf(pid);
  await ask(readers, { subscribe: one });
  await sleep(2_000);
  const idleKb = ((rssOf(pid) - before) * 1000) / subscribers;
  await settled(clock, readers, subscribers);
  const upstreams = (await ask(clock, { count: true })).streams;

  const cpu = cpuOf(pid);
  const shared = await drive(clock, readers, { events, readers: subscribers });
  const cpuMicros = ((cpuOf(pid) - cpu) * 1000) / (events * subscribers);

  await ask(readers, { take: { latencies: true, reset: true } });
  const paced = await pace(clock, readers, quick ? 3 : 15);
  await ask(readers, { leave: true });
  await sleep(1_000);

  const distinct = one.map((each, room) => ({ ...each, variables: { room } }));
  await ask(readers, { subscribe: distinct });
  await settled(clock, readers, subscribers);
  const apart = await drive(clock, readers, { events: quick ? 5 : 30, readers: subscribers });
  return {
    upstreams,
    cpuMicros: rounded(cpuMicros),
    messagesPerSecond: Math.round(shared),
    idleKb: rounded(idleKb),
    p50Ms: paced.p50,
    p99Ms: paced.p99,
    distinctPerSecond: Math.round(apart),
  };
}

/** Ticks as fast as all readers take them; messages per second. */
async function drive(clock, readers, { events, readers: count }) {
  await ask(readers, { take: { reset: true } });
  const began = performance.now();
  for (let number = 0; number < events; number++) {
    clock.send({ tick: { number, at: Date.now() } });
    await received(readers, (number + 1) * count);
  }
  return (events * count * 1000) / (performance.now() - began);
}

async function received(readers, wanted) {
  for (let tries = 0; ; tries++) {
    const { received: got } = await ask(readers, { take: {} });
    if (got >= wanted) return;
    if (tries > 5_000) throw new Error(`${got} of ${wanted} messages came`);
    await sleep(1);
  }
}

/** Ten ticks a second; how late they come. */
async function pace(clock, readers, seconds) {
  const wanted = seconds * 10;
  for (let number = 0; number < wanted; number++) {
    clock.send({ tick: { number, at: Date.now() } });
    await sleep(100);
  }
  await received(readers, wanted * subscribers);
  const { latencies } = await ask(readers, { take: { latencies: true, reset: true } });
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor(sorted.length * share)];
  return { p50: at(0.5), p99: at(0.99) };
}
