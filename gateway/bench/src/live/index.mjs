// Live streams: what a delivered message and an idle subscriber cost, how fast, how late.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { listContenders } from "../contenders/index.mjs";
import { startContender } from "../processes.mjs";
import { bench, keep, openDirectory } from "../stage.mjs";
import { ask } from "./ask.mjs";
import { measure, measureBare } from "./measure.mjs";
import { replay } from "./replay.mjs";

const names = ["bare", "hutong", "hive", "hive-router"];

/** Those who need a second for what we do in the twentieth of one are measured for a shorter time. */
const isSlow = ({ name }) => name.startsWith("hive");

/** Not a gateway: what it costs to hold connections at all, and to write to each. */
const bare = {
  name: "bare",
  title: "Node's own http and ws",
  command: (port) => [path.join(import.meta.dirname, "bare.mjs"), port],
};

/** Runs `npm run bench -- live`. */
export async function live({ quick, only, out }) {
  const directory = openDirectory();
  const clock = keep(fork(path.join(import.meta.dirname, "subgraph.mjs")));
  const [{ supergraphSdl }] = await once(clock, "message");
  writeFileSync(path.join(directory, "supergraph.graphql"), supergraphSdl);
  const readers = keep(fork(path.join(import.meta.dirname, "readers.mjs")));
  await once(readers, "message");
  const wanted = only?.split(",") ?? names;
  const listed = [bare, ...listContenders({ directory, urls: {}, token: "", jwks: "" })];
  const rows = [];
  for (const contender of listed.filter(({ name }) => wanted.includes(name))) {
    for (const transport of ["websocket", "sse"]) {
      const row = { name: contender.title, transport };
      const started = await startContender(contender, directory, true);
      keep(started.child);
      const gateway = { ...started, transport };
      try {
        if (contender === bare) await measureBare(gateway, readers, quick, row);
        else await measure(gateway, clock, readers, quick || isSlow(contender), row);
      } catch (error) {
        console.error(`✗ ${contender.title} (${transport}): ${error.message}`);
      }
      rows.push(row);
      console.error(JSON.stringify(row));
      started.child.kill("SIGKILL");
      await ask(readers, { leave: true });
    }
  }
  const replays = wanted.includes("hutong") ? await replay(directory, quick) : [];
  console.table(rows);
  console.table(replays);
  const folder = out ?? path.join(bench, "results");
  mkdirSync(folder, { recursive: true });
  const result = { at: new Date().toISOString(), quick, rows, replays };
  writeFileSync(path.join(folder, "live.json"), `${JSON.stringify(result, null, 2)}\n`);
}
