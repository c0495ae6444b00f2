// What every measurement starts from: the subgraphs, their supergraph, and stock Apollo's answers.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { listContenders } from "./contenders/index.mjs";
import { composeSupergraph } from "./fixture/schema.mjs";
import { createIssuer } from "./issuer.mjs";
import { createClient } from "./load.mjs";
import { startContender } from "./processes.mjs";
import { record, verify } from "./record.mjs";

export const bench = path.resolve(import.meta.dirname, "..");
const children = [];
process.on("exit", () => children.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

/** A child process that ends with this one. */
export function keep(child) {
  children.push(child);
  return child;
}

/** A folder for what the contenders read and write. */
export function openDirectory() {
  const directory = path.join(bench, ".run");
  mkdirSync(directory, { recursive: true });
  return directory;
}

/**
 * Starts the subgraphs and the contenders.
 *
 * @param isAsked - whether a contender takes part. Stock is started in any case: its requests are what
 * the proxies repeat, its answers what all others must give.
 */
export async function openStage(shapes, isAsked) {
  const directory = openDirectory();
  const fixture = keep(fork(path.join(import.meta.dirname, "fixture/server.mjs")));
  const [{ urls }] = await once(fixture, "message");
  writeFileSync(path.join(directory, "supergraph.graphql"), composeSupergraph(urls));
  const listed = listContenders({ directory, urls, ...(await createIssuer()) });

  const start = async (contender) => {
    const started = await startContender(contender, directory);
    keep(started.child);
    return started;
  };
  const stock = await start(listed.find(({ name }) => name === "apollo"));
  const recordings = await record(createClient(stock), fixture, shapes);
  writeFileSync(path.join(directory, "proxy.json"), JSON.stringify({ urls, recordings }));

  const contenders = [];
  for (const each of listed.filter(({ name }) => isAsked(name))) {
    try {
      const started = each.name === "apollo" ? stock : await start(each);
      const client = createClient(started);
      const lengths = await verify(started, client, shapes, recordings);
      contenders.push({ ...started, client, lengths });
      console.error(`• ${each.title}`);
    } catch (error) {
      console.error(`✗ ${each.title}: ${error.message}`);
    }
  }
  return { contenders, recordings };
}
