#!/usr/bin/env node
// Makes a fresh clone ready, then runs a task in it. Runs on any Node from 20 on, before anything
// is installed: Node itself comes with the install.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");
const bin = path.join(root, "node_modules", ".bin");
const env = {
  ...process.env,
  PATH: `${bin}${path.delimiter}${process.env.PATH}`,
  TURBO_TELEMETRY_DISABLED: "1",
  NO_UPDATE_NOTIFIER: "1",
};

/** Installs when the lockfile has changed since the last install, and builds what is stale. */
export function makeReady() {
  install("Installing packages 安装依赖", root);
  step(
    "Building what is stale 构建",
    "turbo",
    ["run", "build", "--output-logs=errors-only", "--log-order=grouped"],
    { quiet: true },
  );
}

/** Installs what a folder's lockfile says, when that has changed since the last time. */
function install(title, folder, flags = []) {
  const lock = createHash("sha256")
    .update(readFileSync(path.join(folder, "package-lock.json")))
    .digest("hex");
  const stamp = path.join(folder, "node_modules", ".hutong-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  step(title, "npm", ["ci", "--no-audit", "--no-fund", ...flags], { cwd: folder });
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}

/** The peers of the bench: a lockfile of their own, and none of their scripts. */
function installPeers() {
  const folder = path.join(root, "gateway/bench");
  install("Installing the bench's peers 安装性能对比对象", folder, ["--ignore-scripts"]);
}

/** Runs a program of the install and ends with it when it fails. */
function step(title, command, args, { quiet = false, cwd = root } = {}) {
  const began = Date.now();
  process.stderr.write(`• ${title} …\n`);
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env,
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    if (quiet) process.stderr.write(`${stdout ?? ""}${stderr ?? ""}`);
    process.stderr.write(`✗ ${title}\n`);
    process.exit(status ?? 1);
  }
  process.stderr.write(`  ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}

/** Runs a program in the foreground; gives its exit code. */
export function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, env, stdio: "inherit", ...options });
  // Ctrl-C reaches the whole group by itself; the child ends in its own time and we wait for it.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)));
    child.once("error", () => resolve(1));
  });
}

const tasks = {
  build: [],
  simulate: [["node", ["gateway/simulate/dist/cli.js"]]],
  bench: [["node", ["gateway/bench/src/bench.mjs"]]],
  million: [
    // Not by turbo, which gives whoever is broken off too little time to clear away a million rows.
    ...["neighborhood", "owners", "property", "cleaning", "consortium"].map((party) => [
      "node",
      [`subgraphs/${party}/bench/million.ts`],
    ]),
    ["node", ["gateway/bench/src/million.mjs"]],
    ["oxfmt", ["gateway/docs/million.md", "subgraphs/*/bench/million.json"]],
  ],
  test: [["turbo", ["run", "test", "--concurrency=1", "--log-order=stream"]]],
  lint: [
    ["oxfmt", ["--check", "."]],
    ["oxlint", ["--type-aware", "--deny-warnings"]],
    ["turbo", ["boundaries"]],
    ["knip", []],
    ["sherif", []],
    ["node", ["gateway/registry/dist/cli.js", "schema", "check"]],
  ],
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const commands = tasks[process.argv[2]];
  if (!commands) {
    process.stderr.write(`usage: ready.mjs ${Object.keys(tasks).join("|")}\n`);
    process.exit(2);
  }
  makeReady();
  if (process.argv[2] === "bench") installPeers();
  const task = process.argv[2];
  let interrupted = false;
  process.once("SIGINT", () => (interrupted = true));
  process.once("SIGTERM", () => (interrupted = true));
  let failed = 0;
  for (const [command, args] of commands) {
    const code = await run(command, [...args, ...process.argv.slice(3)]);
    failed ||= code;
    // A page that is too slow belongs into the record, too.
    if (interrupted || (failed && task !== "million")) break;
  }
  process.exit(failed);
}
