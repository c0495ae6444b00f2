import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { type Carrier, openCarrier } from "./hub/carrier.js";

/** A town of its own, run for one simulation. */
export interface OwnTown {
  /** Where its hub is, once it answers. */
  readonly url: Promise<string>;
  /** Its carrier of SMS. */
  readonly carrier: Carrier;
  /** Ends its servers, also those that are only starting, and throws its home away. */
  readonly stop: () => Promise<void>;
}

const registry = new URL("../../registry/", import.meta.url);

/**
 * Starts the whole town as `npm start` does, in a process, a home and databases of its own.
 * @param from - where its clock stands at first
 */
export async function openOwnTown(from: Date, say: (line: string) => void): Promise<OwnTown> {
  const home = await mkdtemp(path.join(tmpdir(), "hutong-simulation-"));
  // PostgreSQL may run as another user.
  await chmod(home, 0o755);
  const carrier = await openCarrier(async (contractor) => {
    const { cleaning } = JSON.parse(await readFile(path.join(home, "operators.json"), "utf8"));
    return cleaning.find(({ keys }: any) => keys.includes(contractor)).url;
  });
  const own = Object.entries(process.env).filter(([name]) => !/^(HUTONG_|DATABASE_URL)/.test(name));
  const cli = fileURLToPath(new URL("dist/cli.js", registry));
  const { nodeFlags } = (await import(new URL("bin/node-flags.mjs", registry).href)) as {
    readonly nodeFlags: readonly string[];
  };
  const child = spawn(process.execPath, [...nodeFlags, cli, "start"], {
    env: {
      ...Object.fromEntries(own),
      PORT: "0",
      HUTONG_HOME: home,
      HUTONG_LOG_LEVEL: "warn",
      HUTONG_SIMULATE_FROM: from.toISOString(),
      HUTONG_SMS_URL: carrier.url,
      HUTONG_SMS_SECRET: carrier.secret,
    },
    // By the channel it learns of our end, however we end.
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = urlOf(child, say);
  // Whoever is interrupted before asks for it no more.
  url.catch(() => {});
  return {
    url,
    carrier,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      await endDatabase(home);
      await carrier.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function urlOf(child: ChildProcess, say: (line: string) => void): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the town ended with ${code} at its start`)));
    lines.on("line", (line) => {
      const url = /^ready (\S+)/.exec(line)?.[1];
      if (url) resolve(url);
      else if (line.startsWith("•") && !line.includes("DEMO")) say(line.slice(2));
    });
  });
}

/** A town that was ended while it started leaves its database running, in a group of its own. */
async function endDatabase(home: string): Promise<void> {
  const pidFile = path.join(home, "postgres/data/postmaster.pid");
  const pid = async (): Promise<number> =>
    Number((await readFile(pidFile, "utf8").catch(() => "")).split("\n")[0]);
  const left = await pid();
  if (!left) return;
  try {
    process.kill(left, "SIGINT");
  } catch {
    return;
  }
  // It takes its file away last.
  for (let waited = 0; waited < 10_000 && (await pid()); waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
}
