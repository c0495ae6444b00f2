import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, chmod, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A town of its own, run for one simulation. */
export interface OwnTown {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const cli = fileURLToPath(new URL("../../registry/dist/cli.js", import.meta.url));

/**
 * Starts the whole town as `npm start` does, in a process, a home and databases of its own.
 * @param from - where its clock stands at first
 */
export async function startOwnTown(from: Date, say: (line: string) => void): Promise<OwnTown> {
  const home = await mkdtemp(path.join(tmpdir(), "hutong-simulation-"));
  // PostgreSQL may run as another user.
  await chmod(home, 0o755);
  const own = Object.entries(process.env).filter(([name]) => !/^(HUTONG_|DATABASE_URL)/.test(name));
  const child = spawn(process.execPath, ["--max-semi-space-size=32", cli, "start"], {
    env: {
      ...Object.fromEntries(own),
      PORT: "0",
      HUTONG_HOME: home,
      HUTONG_LOG_LEVEL: "warn",
      HUTONG_SIMULATE_FROM: from.toISOString(),
    },
    // By the channel it learns of our end, however we end.
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    }
    await rm(home, { recursive: true, force: true });
  };
  try {
    return { url: await urlOf(child, say), stop };
  } catch (error) {
    await stop();
    throw error;
  }
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
