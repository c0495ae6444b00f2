import type { Sim } from "../sim.js";

/** Something that must be true of the town, asked of its graph. */
export interface Invariant {
  readonly name: string;
  /** What must be true, in a sentence. */
  readonly says: string;
  /** Whether it is asked every week, too. */
  readonly weekly: boolean;
  /** How many things were looked at, and what is wrong with which. */
  readonly check: (sim: Sim) => Promise<Finding>;
}

export interface Finding {
  readonly checked: number;
  readonly broken: readonly Breach[];
}

export interface Breach {
  /** The id of what it is about. */
  readonly about: string;
  readonly what: string;
}

/** Looks at each thing; whatever a look says is wrong. */
export function each<T>(
  things: readonly T[],
  idOf: (thing: T) => string,
  look: (thing: T) => Iterable<string>,
): Finding {
  const broken = things.flatMap((thing) =>
    [...look(thing)].map((what) => ({ about: idOf(thing), what })),
  );
  return { checked: things.length, broken };
}
