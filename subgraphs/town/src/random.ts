import { ulid } from "ulid";

/** A stream of chance that depends on its seed and label alone, so that one part of the town can change without renaming another. */
export interface Random {
  /** 0 ≤ x < 1. */
  float(): number;
  /** Both ends included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T>(list: readonly (readonly [T, number])[]): T;
  shuffle<T>(list: readonly T[]): T[];
  sample<T>(list: readonly T[], count: number): T[];
  /** A prefixed ULID. Its time part is invented: an id must not tell when the demo was started. */
  id(...prefix: string[]): string;
}

const firstIdTime = Date.UTC(2026, 2, 1);

export function makeRandom(seed: number, label: string): Random {
  let state = hash(`${seed}/${label}`);
  let idTime = firstIdTime + (hash(label) % 86_400_000);

  // mulberry32
  function float(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  const int = (from: number, to: number) => from + Math.floor(float() * (to - from + 1));

  function pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error(`nothing to pick from (${label})`);
    return list[int(0, list.length - 1)] as T;
  }

  function weighted<T>(list: readonly (readonly [T, number])[]): T {
    let left = float() * list.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of list) {
      left -= weight;
      if (left < 0) return value;
    }
    return pick(list)[0];
  }

  function shuffle<T>(list: readonly T[]): T[] {
    const shuffled = [...list];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = int(0, i);
      [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
    }
    return shuffled;
  }

  return {
    float,
    int,
    pick,
    weighted,
    shuffle,
    chance: (probability) => float() < probability,
    sample: (list, count) => shuffle(list).slice(0, count),
    id(...prefix) {
      idTime += int(1_000, 90_000);
      return `${prefix.join("_")}_${ulid(idTime, float)}`;
    },
  };
}

function hash(text: string): number {
  let value = 2_166_136_261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619);
  return value >>> 0;
}
