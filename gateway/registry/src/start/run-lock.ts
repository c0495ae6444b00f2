import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** Another Hutong runs on this home. */
export class AlreadyRunning extends Error {
  constructor({ pid, url }: Run) {
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

interface Run {
  readonly pid: number;
  /** When the process began, in the system's own units: a number used again has another beginning. */
  readonly began: string;
  readonly url: string;
}

/**
 * One run per home. The file of a run that was killed names a process that is gone, or a number
 * that now belongs to something else; neither blocks the next run.
 * @throws AlreadyRunning
 */
export async function lockHome(home: string): Promise<HomeLock> {
  const file = path.join(home, "run.json");
  await mkdir(home, { recursive: true });
  const other = parse(await readFile(file, "utf8").catch(() => ""));
  if (other && other.pid !== process.pid && other.began === (await beginningOf(other.pid))) {
    throw new AlreadyRunning(other);
  }
  const began = (await beginningOf(process.pid)) ?? "unknown";
  const tell = (url: string): Promise<void> =>
    writeFile(file, JSON.stringify({ pid: process.pid, began, url } satisfies Run));
  await tell("starting");
  return { tell, release: () => rm(file, { force: true }) };
}

function parse(text: string): Run | undefined {
  try {
    return JSON.parse(text) as Run;
  } catch {
    return undefined;
  }
}

/** Undefined when there is no such process; the same for every live one where the system does not tell. */
async function beginningOf(pid: number): Promise<string | undefined> {
  try {
    process.kill(pid, 0);
  } catch {
    return undefined;
  }
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // After the program's name, which may hold spaces, `starttime` is the 20th value (proc(5), field 22).
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "unknown";
}
