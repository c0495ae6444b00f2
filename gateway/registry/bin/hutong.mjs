#!/usr/bin/env node
// The `hutong` command: makes the clone ready, then runs the built CLI under the Node of the install.
import { existsSync } from "node:fs";
import path from "node:path";

import { makeReady, root, run } from "./ready.mjs";

const cli = path.join(root, "gateway/registry/dist/cli.js");
if (process.env.HUTONG_READY !== "1" || !existsSync(cli)) makeReady();

// The channel tells the child when we are gone, even by kill -9, so that it never stays behind.
process.exitCode = await run("node", [cli, ...process.argv.slice(2)], {
  cwd: process.cwd(),
  stdio: ["inherit", "inherit", "inherit", "ipc"],
});
