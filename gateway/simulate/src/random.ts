/** A stream of chance that depends on its seed and label alone: one part of the story can change without another. */
export interface Random {
  /** 0 ≤ x < 1. */
  readonly float: () => number;
  /** Both ends included. */
  readonly int: (from: number, to: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly weighted: <T>(list: readonly (readonly [T, number])[]) => T;
  readonly sample: <T>(list: readonly T[], count: number) => T[];
}

export function makeRandom(seed: number, label: string): Random {
  let state = hash(`${seed}/${label}`);
  // mulberry32
  const float = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (from: number, to: number): number => from + Math.floor(float() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error(`nothing to pick from (${label})`);
    return list[int(0, list.length - 1)]!;
  };
  return {
    float,
    int,
    pick,
    chance: (probability) => float() < probability,
    weighted: (list) => {
      let left = float() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of list) if ((left -= weight) < 0) return value;
      return pick(list)[0];
    },
    sample: (list, count) => {
      const left = [...list];
      const taken: (typeof left)[number][] = [];
      while (taken.length < count && left.length > 0)
        taken.push(left.splice(int(0, left.length - 1), 1)[0]!);
      return taken;
    },
  };
}

function hash(text: string): number {
  let value = 2_166_136_261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619);
  return value >>> 0;
}
