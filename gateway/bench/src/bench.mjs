// `npm run bench [-- --quick] [--only a,b] [--shapes a,b]`: see README.md.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { listContenders } from "./contenders/index.mjs";
import { composeSupergraph } from "./fixture/schema.mjs";
import { createIssuer } from "./issuer.mjs";
import { createClient } from "./load.mjs";
import { startContender } from "./processes.mjs";
import { record, verify } from "./record.mjs";
import { printReport, writeReport } from "./report/index.mjs";
import { runRounds } from "./rounds.mjs";
import { shapes } from "./shapes.mjs";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    shapes: { type: "string" },
    rounds: { type: "string" },
    out: { type: "string" },
  },
});
const bench = path.resolve(import.meta.dirname, "..");
const directory = path.join(bench, ".run");
const timing = values.quick
  ? { rounds: 4, ms: 800, warmUpMs: 1000 }
  : { rounds: 8, ms: 1800, warmUpMs: 2500 };
if (values.rounds) timing.rounds = Number(values.rounds);
const children = [];
process.on("exit", () => children.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

mkdirSync(directory, { recursive: true });
const fixture = fork(path.join(import.meta.dirname, "fixture/server.mjs"));
children.push(fixture);
const [{ urls }] = await once(fixture, "message");
writeFileSync(path.join(directory, "supergraph.graphql"), composeSupergraph(urls));
const issuer = await createIssuer();
const isAsked = (name, list) => list === undefined || list.split(",").includes(name);
const asked = shapes.filter(({ name }) => isAsked(name, values.shapes));

// Stock first: its requests are what the proxy repeats, its answers what all others must give.
const listed = listContenders({ directory, urls, ...issuer });
const stock = await startContender(
  listed.find(({ name }) => name === "apollo"),
  directory,
);
children.push(stock.child);
const recordings = await record(createClient(stock), fixture, asked);
writeFileSync(path.join(directory, "proxy.json"), JSON.stringify({ urls, recordings }));

const contenders = [];
for (const each of listed.filter(({ name }) => isAsked(name, values.only))) {
  try {
    const started = each.name === "apollo" ? stock : await startContender(each, directory);
    if (started !== stock) children.push(started.child);
    const client = createClient(started);
    contenders.push({
      ...started,
      client,
      lengths: await verify(started, client, asked, recordings),
    });
    console.error(`• ${each.title}`);
  } catch (error) {
    console.error(`✗ ${each.title}: ${error.message}`);
  }
}
const samples = await runRounds(contenders, asked, timing);
const result = writeReport({
  directory: values.out ?? path.join(bench, "results"),
  contenders,
  shapes: asked,
  recordings,
  samples,
  timing,
  isQuick: values.quick,
  isWhole: !values.only && !values.shapes,
});
printReport(result);
process.exit(0);
