import { isJsonObject, readOwn, writeOwn } from "../execution/own.js";
import type { Json } from "../execution/run.js";
import type { SubgraphResponse } from "../sources/data-source.js";
import { combine, shiftPath, type Shifts } from "./combine.js";
import { missingError, pathOf, placedError } from "./errors.js";
import { settleGathered, settleGatheredEntities } from "./settle-gathered.js";
import type { Asked, EntityRoute, Place, RootRoute, Route } from "./route.js";
import type { Answer, Target } from "./targets.js";

export type Answers = ReadonlyMap<Target, Answer>;

/** Puts the answers of several servers together as one, errors in the terms of the request. */
export class Settlement {
  readonly data: Json = {};
  readonly errors: unknown[] = [];

  add(route: Route, answers: Answers): void {
    this.errors.push(...route.errors);
    if (route.kind === "entities") {
      const { gathered } = route.unit;
      if (gathered) settleGatheredEntities(this, route, gathered, answers);
      else this.addEntities(route, answers);
      return;
    }
    if (route.unit.collect) settleGathered(this, route, route.unit.collect, answers);
    else this.addField(route, answers);
  }

  get response(): SubgraphResponse {
    const { data, errors } = this;
    return errors.length > 0 ? { data, errors } : { data };
  }

  /** The entities under a response name, to which several units add. */
  listAt(key: string, count: number): unknown[] {
    const before = readOwn(this.data, key);
    if (Array.isArray(before)) return before as unknown[];
    const list: unknown[] = Array.from({ length: count }, () => null);
    writeOwn(this.data, key, list);
    return list;
  }

  private addEntities(route: EntityRoute, answers: Answers): void {
    const { key, sent, fields } = route.unit;
    const list = this.listAt(key, route.count);
    const shifts = new Map<Place, Shifts>();
    for (const place of route.places) {
      const { slot, index, target } = place;
      const answer = answers.get(target);
      const entities = entitiesOf(answer, sent, route.sent.get(target)!.length);
      const moved: Shifts = new Map();
      shifts.set(place, moved);
      if (entities) list[slot] = combine(list[slot], entities[index], moved);
      else if (!explains(answer, sent)) {
        this.miss(place, answers, fields?.map((field) => [key, slot, field]) ?? [[key, slot]]);
      }
    }
    for (const [target, places] of route.sent) {
      const answer = answers.get(target);
      const hasData = entitiesOf(answer, sent, places.length) !== undefined;
      for (const error of answer?.response?.errors ?? []) {
        const [name, index, ...below] = pathOf(error) ?? [];
        if (name !== undefined && name !== sent) continue;
        const place = typeof index === "number" ? places[index] : undefined;
        if (place) {
          const path = [key, place.slot, ...shiftPath(below, shifts.get(place)!)];
          this.errors.push(placedError(error, place.operators, path));
        } else this.addForAll(error, route.unit.key, places, hasData);
      }
    }
  }

  /** An error about all that a server was asked for; nothing of the others' may be suspected. */
  private addForAll(error: unknown, key: string, places: readonly Place[], hasData: boolean): void {
    if (hasData) {
      const operators = [...new Set(places.flatMap((place) => place.operators))];
      this.errors.push(placedError(error, operators, undefined));
    } else {
      for (const { operators, slot } of places)
        this.errors.push(placedError(error, operators, [key, slot]));
    }
  }

  private addField({ unit: { key }, asked }: RootRoute, answers: Answers): void {
    if (!Object.hasOwn(this.data, key)) writeOwn(this.data, key, null);
    for (const one of asked) {
      const answer = answers.get(one.target);
      const data = answer?.response?.data;
      const shifts: Shifts = new Map();
      if (isJsonObject(data)) {
        writeOwn(this.data, key, combine(readOwn(this.data, key), readOwn(data, key), shifts));
      } else if (!explains(answer, key)) this.miss(one, answers, [[key]]);
      for (const error of answer?.response?.errors ?? []) {
        const [name, ...below] = pathOf(error) ?? [key];
        if (name !== key) continue;
        this.errors.push(placedError(error, one.operators, [key, ...shiftPath(below, shifts)]));
      }
    }
  }

  /** Notes that operators gave nothing for some places. */
  miss({ target, operators }: Asked, answers: Answers, paths: (string | number)[][]): void {
    const status = answers.get(target)?.status ?? "unavailable";
    for (const path of paths) {
      for (const operator of operators) this.errors.push(missingError(operator, status, path));
    }
  }
}

/** The entities of an answer, where it has as many as were asked for. */
export function entitiesOf(
  answer: Answer | undefined,
  name: string,
  count: number,
): unknown[] | undefined {
  const data = answer?.response?.data;
  const entities = isJsonObject(data) ? data[name] : undefined;
  return Array.isArray(entities) && entities.length === count ? entities : undefined;
}

/** Whether an answer says itself why there is no data for this field. */
export function explains(answer: Answer | undefined, name: string): boolean {
  return !!answer?.response?.errors?.some((error) => {
    const path = pathOf(error);
    return path === undefined || path[0] === name;
  });
}
