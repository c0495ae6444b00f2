import type { Choose } from "../random-operation.js";
import { type Field, isKnownAt, SCALARS, type World } from "./model.js";

/**
 * How many mutations were done: what each gives depends on it, so that to do them in another order,
 * or one of them twice, shows in what comes.
 */
export class Effects {
  private count = 0;

  next(): number {
    return this.count++;
  }

  forget(): void {
    this.count = 0;
  }
}

/** A world with mutations and subscriptions in all of its subgraphs. */
export function withRootFields(world: World, choose: Choose): World {
  const fields = (prefix: string): Field[] =>
    Array.from({ length: 2 + choose(4) }, (_, index) => rootField(`${prefix}${index}`));
  const pick = <T>(list: readonly T[]): T => list[choose(list.length)]!;
  const rootField = (name: string): Field => {
    const home = choose(world.subgraphs.length);
    const known = [
      ...world.entities.filter(({ keys }) => keys.has(home)),
      ...world.interfaces.filter((type) => isKnownAt(type, home)),
      ...world.unions.filter(({ members }) => members.has(home)),
      ...world.valueTypes,
    ].map((type) => type.name);
    return {
      name,
      named: pick(choose(3) === 0 ? SCALARS : known),
      wrapping: {
        isNonNull: choose(4) === 0,
        item: choose(4) === 0 ? { isNonNull: false, item: null } : null,
      },
      homes: [home],
      ...(choose(3) === 0 && { argument: pick(["Int", "Role"] as const) }),
      ...(choose(8) === 0 && { isFailing: true }),
    };
  };
  return { ...world, mutations: fields("m"), subscriptions: fields("s") };
}
