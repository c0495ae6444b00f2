// Whether a hub that has long been under load is still what it was: memory and CPU by the minute.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cpuOf, rssOf } from "./processes.mjs";
import { shapes } from "./shapes.mjs";
import { bench, openStage } from "./stage.mjs";

/** Of a minute, for each contender: the rest of the machine's ups and downs meets both. */
const shares = { hutong: 40_000, apollo: 15_000 };
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const rounded = (value) => Number(value.toPrecision(3));

/** Runs `npm run bench -- soak`. */
export async function soak({ minutes = "10", out }) {
  const { contenders } = await openStage(shapes, (name) => name in shares);
  const rows = [];
  for (let minute = 1; minute <= Number(minutes); minute++) {
    const row = { minute };
    for (const contender of contenders) row[contender.name] = await load(contender);
    row.timesStock = rounded(row.apollo.cpuMs / row.hutong.cpuMs);
    rows.push(row);
    console.error(JSON.stringify(row));
  }
  const third = Math.ceil(rows.length / 3);
  const summary = { first: summarise(rows.slice(0, third)), last: summarise(rows.slice(-third)) };
  console.table(summary);
  const directory = out ?? path.join(bench, "results");
  mkdirSync(directory, { recursive: true });
  const result = { at: new Date().toISOString(), summary, rows };
  writeFileSync(path.join(directory, "soak.json"), `${JSON.stringify(result, null, 2)}\n`);
}

/** CPU of one request of each shape, requests answered, and memory. */
async function load({ name, client, pid, lengths }) {
  let cpuMs = 0;
  let requests = 0;
  for (const shape of shapes) {
    const before = cpuOf(pid);
    const { count } = await client.run(shape, shares[name] / shapes.length, lengths[shape.name]);
    cpuMs += (cpuOf(pid) - before) / count;
    requests += count;
  }
  return { cpuMs: rounded(cpuMs), requests, rssMb: Math.round(rssOf(pid)) };
}

function summarise(rows) {
  const of = (pick) => median(rows.map(pick));
  return {
    minutes: `${rows[0].minute} to ${rows.at(-1).minute}`,
    cpuMs: of(({ hutong }) => hutong.cpuMs),
    timesStock: of(({ timesStock }) => timesStock),
    rssMb: of(({ hutong }) => hutong.rssMb),
    requests: rows.reduce((sum, { hutong }) => sum + hutong.requests, 0),
  };
}
