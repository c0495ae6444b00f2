#!/usr/bin/env node
// The `hutong` command: makes the clone ready, then runs the built CLI under the Node of the install.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { nodeFlags } from "./node-flags.mjs";
import { makeReady, root, run } from "./ready.mjs";

const cli = path.join(root, "gateway/registry/dist/cli.js");
if (process.env.HUTONG_READY !== "1" || !existsSync(cli)) makeReady();

// npm runs us in a shell: when npm is killed, the shell and we would go on, with nobody to stop us.
const npm = process.env.npm_lifecycle_event ? parentOf(process.ppid) : undefined;
if (npm) {
  setInterval(() => {
    if (parentOf(process.ppid) !== npm) process.kill(process.pid, "SIGTERM");
  }, 1_000).unref();
}

// The channel tells the child when we are gone, even by kill -9, so that it never stays behind.
process.exitCode = await run("node", [...nodeFlags, cli, ...process.argv.slice(2)], {
  cwd: process.cwd(),
  stdio: ["inherit", "inherit", "inherit", "ipc"],
});

/** Undefined where the system does not tell. */
function parentOf(pid) {
  try {
    return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  } catch {
    return undefined;
  }
}
