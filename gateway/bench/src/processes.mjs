// Starting gateways, and what the kernel says of them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, openSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";

const collector = path.join(import.meta.dirname, "collect.mjs");

/**
 * Starts one contender and waits until it answers.
 *
 * @param isMeasured - whether it can be told to give up what it holds no more: see {@link heldBy}.
 */
export async function startContender(contender, directory, isMeasured = false) {
  const port = await freePort();
  const log = openSync(path.join(directory, `${contender.name}.log`), "w");
  const child = spawn(contender.native ?? process.execPath, contender.command(String(port)), {
    cwd: directory,
    // Output goes nowhere, as a log that nobody reads; what it says while starting is kept.
    stdio: ["ignore", log, log, ...(contender.native ? [] : ["ipc"])],
    env: {
      ...process.env,
      NODE_ENV: "production",
      APOLLO_TELEMETRY_DISABLED: "true",
      DO_NOT_TRACK: "1",
      ...contender.env,
      ...(isMeasured && { NODE_OPTIONS: `--expose-gc --import ${collector}` }),
    },
  });
  const origin = `http://127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt++) {
    if (child.exitCode !== null || attempt > 300) {
      throw new Error(
        `${contender.name} did not start: see ${path.join(directory, `${contender.name}.log`)}`,
      );
    }
    const isUp = await answers(origin, contender);
    if (isUp) return { ...contender, child, pid: child.pid, origin };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** A gateway listens before it has its supergraph; a raw proxy answers anything. */
async function answers(origin, { headers, isFloor }) {
  const question = {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query: "{ __typename }" }),
    signal: AbortSignal.timeout(1000),
  };
  const asked = isFloor ? fetch(origin) : fetch(`${origin}/graphql`, question);
  return asked.then(
    ({ ok }) => ok,
    () => false,
  );
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** CPU time of a process and its children, all threads, in milliseconds. */
export function cpuOf(pid) {
  return tree(pid).reduce((total, each) => total + ownCpuOf(each), 0);
}

/** The same of a process without its children. */
export function ownCpuOf(pid) {
  let total = 0;
  for (const task of list(`/proc/${pid}/task`))
    total += Number(read(`/proc/${pid}/task/${task}/schedstat`).split(" ")[0]) / 1e6;
  return total;
}

/** Where the CPU time of a virtual machine went until now; {@link stolenSince} compares two of these. */
export function cpuOfMachine() {
  const ticks = read("/proc/stat").split("\n")[0].split(/\s+/).slice(1, 9).map(Number);
  return { stolen: ticks[7] ?? 0, all: ticks.reduce((sum, each) => sum + each, 0) };
}

/** The share of this machine's CPU time that its host gave to others, 0 to 1. */
export function stolenSince(before) {
  const { stolen, all } = cpuOfMachine();
  return (stolen - before.stolen) / Math.max(1, all - before.all);
}

/** Resident memory of a process and its children, in MB. */
export function rssOf(pid) {
  const pages = tree(pid).reduce(
    (sum, each) => sum + Number(read(`/proc/${each}/statm`).split(" ")[1] ?? 0),
    0,
  );
  return (pages * 4096) / 1e6;
}

/** Resident memory of a contender once its garbage is collected, in MB. */
export async function heldBy({ child, pid }) {
  const collected = once(child, "message");
  child.send({ collect: true });
  await collected;
  return rssOf(pid);
}

function tree(pid) {
  const children = list(`/proc/${pid}/task`).flatMap((task) =>
    read(`/proc/${pid}/task/${task}/children`).split(" ").filter(Boolean),
  );
  return [pid, ...children.flatMap((child) => tree(Number(child)))];
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A thread may end between being listed and being read. */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "0";
  }
}
