// How time grows: with the entities of an answer, with the subgraphs of a supergraph, and what an
// operation costs that was never seen before.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createClient } from "../load.mjs";
import { hutong } from "../contenders/index.mjs";
import { cpuOf, rssOf, startContender } from "../processes.mjs";
import { bench, keep, openDirectory } from "../stage.mjs";
import { composeMany, serveMany } from "./subgraphs.mjs";

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const rounded = (value) => Number(value.toPrecision(3));
const lists = [1, 10, 100, 1000, 5000];
const sizes = [5, 29, 200];

/** Asks four subgraphs; nothing in it depends on how many there are. */
const query = (alias) =>
  `query Scale($seed: String!, $first: Int!) { ${alias}: items(seed: $seed, first: $first) { id f0 f1 f2 f3 } }`;
const shape = (first) => ({
  name: `first ${first}`,
  body: (seed) => JSON.stringify({ query: query("all"), variables: { seed, first } }),
});

/** Runs `npm run bench -- scale`. */
export async function scale({ quick, rounds, out }) {
  const timing = { rounds: Number(rounds ?? (quick ? 3 : 8)), ms: quick ? 400 : 1000 };
  const directory = openDirectory();
  const origin = await serveMany();
  const hubs = [];
  for (const size of sizes) {
    const supergraph = path.join(directory, `${size}.graphql`);
    writeFileSync(supergraph, composeMany(size, origin));
    const name = `hutong-${size}`;
    const command = (port) => hutong(supergraph, port, "--open");
    const began = performance.now();
    const started = await startContender({ name, title: name, command }, directory);
    keep(started.child);
    hubs.push({
      ...started,
      size,
      client: createClient(started),
      readyMs: performance.now() - began,
    });
    console.error(`• ${size} subgraphs`);
  }

  const byEntities = await growth(hubs[0], timing);
  const bySubgraphs = await breadth(hubs, timing);
  console.table(byEntities);
  console.table(bySubgraphs);
  const results = out ?? path.join(bench, "results");
  mkdirSync(results, { recursive: true });
  const result = { at: new Date().toISOString(), timing, byEntities, bySubgraphs };
  writeFileSync(path.join(results, "scale.json"), `${JSON.stringify(result, null, 2)}\n`);
}

/** CPU per request for some time. */
async function cpuPerRequest({ client, pid }, asked, ms) {
  const before = cpuOf(pid);
  const { count } = await client.run(asked, ms);
  return (cpuOf(pid) - before) / count;
}

/** By the length of the list; three fields of each entity come from a subgraph of their own. */
async function growth(hub, { rounds, ms }) {
  const samples = new Map(lists.map((first) => [first, []]));
  for (const first of lists) await hub.client.run(shape(first), ms);
  for (let round = 0; round < rounds; round++) {
    for (const first of lists) {
      samples.get(first).push(await cpuPerRequest(hub, shape(first), ms));
    }
  }
  return lists.map((first) => {
    const cpuMs = median(samples.get(first));
    return {
      entities: first,
      cpuMs: rounded(cpuMs),
      microsecondsEach: rounded((cpuMs / first) * 1000),
    };
  });
}

/** By the size of the supergraph: the same operation, known and never seen. */
async function breadth(hubs, { rounds, ms }) {
  const samples = new Map(hubs.map(({ size }) => [size, { known: [], cold: [], ratios: [] }]));
  for (const hub of hubs) await hub.client.run(shape(50), ms * 2);
  let unseen = 0;
  const cold = async ({ client }) => {
    const times = [];
    for (let count = 0; count < 10; count++) {
      const text = query(`unseen${unseen++}`);
      const body = (seed) => JSON.stringify({ query: text, variables: { seed, first: 1 } });
      const began = performance.now();
      await client.ask({ name: "cold", body });
      times.push(performance.now() - began);
    }
    return median(times);
  };
  for (const hub of hubs) await cold(hub);
  for (let round = 0; round < rounds; round++) {
    const turn = hubs.map((_, index) => hubs[(index + round) % hubs.length]);
    for (const hub of turn)
      samples.get(hub.size).known.push(await cpuPerRequest(hub, shape(50), ms));
    for (const hub of turn) samples.get(hub.size).cold.push(await cold(hub));
    const [least] = sizes;
    for (const { known, ratios } of samples.values())
      ratios.push(known[round] / samples.get(least).known[round]);
  }
  return hubs.map(({ size, pid, readyMs }) => {
    const { known, cold: unseenMs, ratios } = samples.get(size);
    return {
      subgraphs: size,
      cpuMs: rounded(median(known)),
      timesSmallest: rounded(median(ratios)),
      coldMs: rounded(median(unseenMs)),
      readyMs: Math.round(readyMs),
      rssMb: Math.round(rssOf(pid)),
    };
  });
}
