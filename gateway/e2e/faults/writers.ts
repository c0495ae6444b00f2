import type { Scene } from "./scene.js";

/** Write all the time, and know what was acknowledged. */
export interface Writers {
  /** Resolves when so many more have been acknowledged from now on. */
  acknowledged(more: number): Promise<void>;
  /** Ends when what is under way is answered; gives who was acknowledged. */
  stop(): Promise<readonly string[]>;
}

const reveal = `mutation ($input: RevealReporterInput!) { revealReporter(input: $input) { id } }`;
/** Persons are counted over all tests: each may ask once. */
let persons = 0;

/**
 * Each writer asks, as one grid worker after the other, who reported a case: every acknowledged one is
 * one entry in the ledger and one event. Refused or cut off, it asks on, once everything is up.
 */
export function startWriters(scene: Scene, complaints: readonly string[]): Writers {
  const done: string[] = [];
  const waiting = new Set<() => void>();
  let stopped = false;

  const ask = async (sub: string, complaint: string): Promise<boolean> => {
    const token = await scene.tokenOf(sub);
    const response = await fetch(scene.subgraphUrl, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: reveal, variables: { input: { complaint, purpose: sub } } }),
    });
    const { errors } = (await response.json()) as { errors?: unknown[] };
    return !errors;
  };
  const write = async (complaint: string): Promise<void> => {
    while (!stopped) {
      const sub = `per_writer_${++persons}`;
      if (await ask(sub, complaint).catch(() => false)) {
        done.push(sub);
        for (const check of waiting) check();
      } else await scene.untilWhole();
    }
  };
  const writing = Promise.all(complaints.map(write));

  return {
    acknowledged: (more) => {
      const goal = done.length + more;
      return new Promise((resolve) => {
        const check = (): void => {
          if (done.length < goal) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      });
    },
    stop: async () => {
      stopped = true;
      await writing;
      return done;
    },
  };
}
