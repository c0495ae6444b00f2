import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../registry/dist/cli.js", import.meta.url));

/** A run of the `hutong` command. */
export interface Command {
  readonly process: ChildProcess;
  /** Waits until a line that begins so is printed; gives the whole output up to then. */
  readonly untilSays: (start: string) => Promise<string>;
  /** Waits for the end. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; output: string }>;
  readonly output: () => string;
}

/** Runs `hutong` with these arguments; the environment holds only what is given, and PATH. */
export function hutong(args: readonly string[], environment: Record<string, string> = {}): Command {
  const child = spawn(process.execPath, [cli, ...args], {
    env: { PATH: process.env["PATH"] ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null; output: string }>(
    (resolve) => child.once("close", (code, signal) => resolve({ code, signal, output })),
  );
  return {
    process: child,
    ended,
    output: () => output,
    untilSays: (start) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!output.split("\n").some((line) => line.startsWith(start))) return;
          listeners.delete(look);
          resolve(output);
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`ended before it said "${start}":\n${output}`)));
      }),
  };
}

/** The URL of a `ready …` line. */
export const readyUrl = (output: string): string => /^ready (\S+)/m.exec(output)![1]!;

/** Ends a run as Ctrl-C does. */
export async function interrupt(
  command: Command,
): Promise<{ code: number | null; output: string }> {
  command.process.kill("SIGINT");
  return command.ended;
}
