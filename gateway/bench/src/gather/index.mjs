// A list gathered from operators: what each of them costs, and what one that is always late costs the rest.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createClient } from "../load.mjs";
import { cpuOf, rssOf, startContender } from "../processes.mjs";
import { bench, keep, openDirectory } from "../stage.mjs";
import { composeOperators, serveOperators } from "./operators.mjs";

const counts = [1, 5, 29, 100];
const deadlineMs = 500;
const first = 20;
const rounded = (value) => Number(value.toPrecision(3));
const at = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

const query = `query Gather($seed: String!, $first: Int!) {
  items(seed: $seed, first: $first) { edges { node { id at title } } pageInfo { hasNextPage endCursor } } }`;
const shape = {
  name: "gather",
  body: (seed) => JSON.stringify({ query, variables: { seed, first } }),
};

/** Runs `npm run bench -- gather`. */
export async function gather({ quick, rounds, out }) {
  const timing = { rounds: Number(rounds ?? (quick ? 2 : 5)), ms: quick ? 500 : 1500 };
  const folder = openDirectory();
  const supergraph = path.join(folder, "operators.graphql");
  writeFileSync(supergraph, composeOperators());
  const { urls, late } = await serveOperators(Math.max(...counts));

  const rows = [];
  for (const count of counts) {
    for (const isLate of [false, true]) {
      const name = `gather-${count}${isLate ? "-late" : ""}`;
      const list = urls.slice(0, count).map((url, index) => ({ id: `o${index}`, url }));
      // With one operator there are no others to be held up: the late one comes to it.
      if (isLate && count > 1) list[count - 1].url = late;
      else if (isLate) list.push({ id: "late", url: late });
      const directory = path.join(folder, `${name}.json`);
      writeFileSync(directory, JSON.stringify({ items: list }));
      const command = (port) => [
        path.join(import.meta.dirname, "hub.mjs"),
        supergraph,
        directory,
        port,
        String(deadlineMs),
      ];
      const hub = await startContender({ name, title: name, command }, folder);
      keep(hub.child);
      rows.push(await measure(hub, { count, isLate, ...timing }));
      hub.child.kill();
    }
  }
  console.table(rows);
  const results = out ?? path.join(bench, "results");
  mkdirSync(results, { recursive: true });
  const result = { at: new Date().toISOString(), timing, deadlineMs, first, rows };
  writeFileSync(path.join(results, "gather.json"), `${JSON.stringify(result, null, 2)}\n`);
}

async function measure(hub, { count, isLate, rounds, ms }) {
  const client = createClient(hub);
  // The first answers of a process that has just started may miss the deadline.
  await client.run(shape, ms);
  const { data, errors } = JSON.parse(await client.ask(shape));
  if (data?.items?.edges.length !== first || (errors?.length ?? 0) !== Number(isLate))
    throw new Error(`${hub.name} gave no whole page: ${JSON.stringify(errors)}`);
  const cpu = [];
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const before = cpuOf(hub.pid);
    const ran = await client.run(shape, ms);
    cpu.push((cpuOf(hub.pid) - before) / ran.count);
    times.push(...ran.times);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const cpuMs = at(
    cpu.toSorted((a, b) => a - b),
    0.5,
  );
  return {
    operators: count,
    late: Number(isLate),
    requests: times.length,
    cpuMs: rounded(cpuMs),
    microsecondsEach: rounded((cpuMs / count) * 1000),
    p50: rounded(at(sorted, 0.5)),
    p99: rounded(at(sorted, 0.99)),
    rssMB: Math.round(rssOf(hub.pid)),
  };
}
