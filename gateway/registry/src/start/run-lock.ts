import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** Another Hutong runs on this home. */
export class AlreadyRunning extends Error {
  constructor(pid: number, url: string) {
    super(
      `Hutong is already running on this home (process ${pid}, ${url}). Stop it, or choose another HUTONG_HOME.`,
    );
  }
}

/** The right to run on a home. */
export interface HomeLock {
  /** Leaves word of where this run is to be found. */
  readonly tell: (url: string) => Promise<void>;
  readonly release: () => Promise<void>;
}

/**
 * One run per home. The file of a run that was killed names a process that is gone, or a number
 * that now belongs to something else; neither blocks the next run.
 * @throws AlreadyRunning
 */
export async function lockHome(home: string): Promise<HomeLock> {
  const file = path.join(home, "run.json");
  await mkdir(home, { recursive: true });
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text) {
    const other = parse(text);
    if (other && other.pid !== process.pid && (await isHutong(other.pid)))
      throw new AlreadyRunning(other.pid, other.url);
  }
  const tell = (url: string): Promise<void> =>
    writeFile(file, JSON.stringify({ pid: process.pid, url }));
  await tell("starting");
  return { tell, release: () => rm(file, { force: true }) };
}

function parse(text: string): { pid: number; url: string } | undefined {
  try {
    return JSON.parse(text) as { pid: number; url: string };
  } catch {
    return undefined;
  }
}

async function isHutong(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== "linux") return true;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return command.includes("registry") || command.includes("hutong") || command.includes("vitest");
}
