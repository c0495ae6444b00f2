import { rm } from "node:fs/promises";

import { startTown } from "@hutong/registry";
import { pino } from "pino";
import type { TestProject } from "vitest/node";

import { emptyHome } from "./homes.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The home of a town that was seeded and stopped, to be copied. */
    seededHome: string;
  }
}

/** vitest's `globalSetup`: one town, seeded and stopped, whose home every test file takes a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = await emptyHome();
  const log = pino({ level: process.env["LOG_LEVEL"] ?? "silent" });
  const town = await startTown({ log, home, port: 0, throwaway: true });
  await town.stop();
  project.provide("seededHome", home);
  return () => rm(home, { recursive: true, force: true });
}
