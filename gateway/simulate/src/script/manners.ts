import type { Random } from "../random.js";
import { hour, minute } from "../time.js";

type Range = readonly [from: number, to: number];

/** How a firm goes about its work; all in milliseconds of the domain. */
export interface Manner {
  readonly name: string;
  /** From the dispatch until the firm answers. */
  readonly respond: Range;
  /** From the answer until somebody is there. */
  readonly arrive: Range;
  /** From then until it is solved. */
  readonly work: Range;
  /** How often it answers a level that asks. */
  readonly answersLevel: number;
  /** How often work has to be done again. */
  readonly rework: number;
  /** How satisfied callers are afterwards. */
  readonly satisfaction: number;
}

const fast: Manner = {
  name: "fast",
  respond: [5 * minute, 28 * minute],
  arrive: [10 * minute, 80 * minute],
  work: [hour, 20 * hour],
  answersLevel: 0.95,
  rework: 0.04,
  satisfaction: 0.93,
};

const ordinary: Manner = {
  name: "ordinary",
  respond: [15 * minute, 110 * minute],
  arrive: [30 * minute, 5 * hour],
  work: [4 * hour, 40 * hour],
  answersLevel: 0.8,
  rework: 0.1,
  satisfaction: 0.84,
};

const slow: Manner = {
  name: "slow",
  respond: [50 * minute, 5 * hour],
  arrive: [2 * hour, 20 * hour],
  work: [10 * hour, 60 * hour],
  answersLevel: 0.6,
  rework: 0.15,
  satisfaction: 0.7,
};

const negligent: Manner = {
  name: "negligent",
  respond: [3 * hour, 30 * hour],
  arrive: [6 * hour, 50 * hour],
  work: [30 * hour, 120 * hour],
  answersLevel: 0.15,
  rework: 0.25,
  satisfaction: 0.5,
};

/** Most firms are good at it; a few are not. */
export const mannerOf = (random: Random): Manner =>
  random.weighted([
    [fast, 11],
    [ordinary, 11],
    [slow, 4],
    [negligent, 3],
  ]);

/** Somewhere in a range. */
export const within = (random: Random, [from, to]: Range): number =>
  Math.round(from + random.float() * (to - from));
