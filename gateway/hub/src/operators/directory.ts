import {
  createStaticOperatorDirectory,
  type OperatorDirectory,
  type OperatorEntry,
} from "@hutong/executor";
import { readFileSync, watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { Logger } from "pino";
import { z } from "zod";

/** Operators by subgraph. */
export type OperatorEntries = Readonly<Record<string, readonly OperatorEntry[]>>;

const entries = z.record(
  z.string(),
  z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9]{1,32}$/i, "letters and digits, as in ids of what it owns"),
      url: z.url({ protocol: /^https?$/ }),
      audience: z.string().optional(),
      status: z.enum(["active", "paused"]).optional(),
      keys: z.array(z.string()).optional(),
    }),
  ),
);

/** A directory that may change while it is in use. */
export interface ChangingDirectory extends OperatorDirectory {
  close(): void;
}

/**
 * Opens a directory; of a file, a change takes effect by itself.
 *
 * @throws Error that says what is wrong with it. A later version that is wrong is reported in the
 * log, and the one before stays in force.
 */
export function openDirectory(given: OperatorEntries | string, logger: Logger): ChangingDirectory {
  const read = (): OperatorDirectory => {
    const value: unknown =
      typeof given === "string" ? JSON.parse(readFileSync(given, "utf8")) : given;
    const checked = entries.safeParse(value);
    if (!checked.success) throw new Error(z.prettifyError(checked.error));
    return createStaticOperatorDirectory(value as OperatorEntries);
  };
  let current: OperatorDirectory;
  try {
    current = read();
  } catch (error) {
    const name = typeof given === "string" ? ` ${given}` : "";
    throw new Error(`The operator directory${name} cannot be used: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const reload = (): void => {
    try {
      current = read();
      logger.info({ directory: given }, "a new operator directory is in force");
    } catch (error) {
      logger.error({ err: error }, "a new operator directory cannot be used; the old one stays");
    }
  };
  return {
    operatorsOf: (subgraph) => current.operatorsOf(subgraph),
    resolve: (subgraph, name) => current.resolve(subgraph, name),
    close: typeof given === "string" ? watchFile(given, reload) : () => {},
  };
}

/** How long a file has to be left alone: a writer may need several steps. */
const settledMs = 50;

function watchFile(file: string, onChange: () => void): () => void {
  const path = resolve(file);
  let settled: NodeJS.Timeout | undefined;
  // The folder is watched, not the file: most tools replace a file, which ends a watch on it.
  const watcher = watch(dirname(path), (_, name) => {
    if (name !== basename(path)) return;
    clearTimeout(settled);
    settled = setTimeout(onChange, settledMs);
  });
  return () => {
    clearTimeout(settled);
    watcher.close();
  };
}
