import type { Town } from "./types.js";

export interface TownOptions {
  /** Decides structure, ids and names. Default 20260301. */
  seed?: number;
  /** The end of the eleven weeks; all times are relative to it. Default: the current time. */
  now?: Date;
}

/** Generates the demo town: the same seed and `now` give a deep-equal town. */
export function createTown(_options: TownOptions = {}): Town {
  throw new Error("not built yet");
}
