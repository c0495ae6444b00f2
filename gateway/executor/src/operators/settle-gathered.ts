import { isJsonObject, readOwn, writeOwn } from "../execution/own.js";
import type { Json } from "../execution/run.js";
import { combine } from "./combine.js";
import { pathOf, placedError } from "./errors.js";
import { type Gathered, type Merged, mergeConnections, mergeLists } from "./gather.js";
import type { Collect } from "./gathered-selection.js";
import type { Paging } from "./paging.js";
import type { GatheredField } from "./prepare.js";
import type { Asked, EntityRoute, Place, RootRoute } from "./route.js";
import { type Answers, entitiesOf, explains, type Settlement } from "./settle.js";

/** Merges what several servers gave for one root field. */
export function settleGathered(
  settlement: Settlement,
  { unit: { key }, asked, paging }: RootRoute,
  collect: Collect,
  answers: Answers,
): void {
  const valueOf = ({ target }: Asked): unknown => {
    const data = answers.get(target)?.response?.data;
    return isJsonObject(data) ? (readOwn(data, key) ?? null) : null;
  };
  const answered = asked.filter((one) => valueOf(one) !== null);
  const given = answered.map((one) => ({ operators: one.operators, value: valueOf(one) }));
  const merged = merge(collect, paging, given);
  // Nobody's answer is not an empty list.
  writeOwn(settlement.data, key, answered.length > 0 ? merged.value : null);

  for (const one of asked) {
    const list = answered.indexOf(one);
    const answer = answers.get(one.target);
    if (list === -1 && !answer?.response?.data && !explains(answer, key)) {
      settlement.miss(one, answers, [[key]]);
    }
    for (const error of answer?.response?.errors ?? []) {
      const path = pathOf(error) ?? [key];
      const placed = path[0] === key && placeIn(path, collect, merged.places[list]);
      if (placed) settlement.errors.push(placedError(error, one.operators, placed));
    }
  }
}

/** Merges, for each entity, what several servers gave for one field of it. */
export function settleGatheredEntities(
  settlement: Settlement,
  { unit, places, sent, count, paging }: EntityRoute,
  { key: name, collect }: GatheredField,
  answers: Answers,
): void {
  const list = settlement.listAt(unit.key, count);
  const entityAt = ({ target, index }: Place): Json | undefined => {
    const entity = entitiesOf(answers.get(target), unit.sent, sent.get(target)!.length)?.[index];
    return isJsonObject(entity) ? entity : undefined;
  };
  const placedAt = new Map<Place, ReadonlyMap<number, number> | undefined>();
  for (const [slot, asked] of Map.groupBy(places, (place) => place.slot)) {
    const given: Gathered[] = [];
    const answered: Place[] = [];
    for (const place of asked) {
      const entity = entityAt(place);
      if (!entity) continue;
      const { [name]: value = null, ...others } = entity;
      list[slot] = combine(list[slot], others, new Map());
      if (value === null) continue;
      given.push({ operators: place.operators, value });
      answered.push(place);
    }
    const merged = merge(collect, paging, given);
    for (const [index, place] of answered.entries()) placedAt.set(place, merged.places[index]);
    const entity = list[slot];
    if (isJsonObject(entity)) writeOwn(entity, name, given.length > 0 ? merged.value : null);
  }

  for (const [target, own] of sent) {
    const answer = answers.get(target);
    const isMissing = !entitiesOf(answer, unit.sent, own.length) && !explains(answer, unit.sent);
    for (const place of isMissing ? own : []) {
      settlement.miss(place, answers, [[unit.key, place.slot, name]]);
    }
    for (const error of answer?.response?.errors ?? []) {
      const [field, index, ...below] = pathOf(error) ?? [unit.sent];
      if (field !== unit.sent) continue;
      // Without a place it is about all that this server was asked for.
      const concerned = typeof index === "number" ? own.slice(index, index + 1) : own;
      for (const place of concerned) {
        const path = placeIn(below.length > 0 ? below : [name], collect, placedAt.get(place));
        const at = path && [unit.key, place.slot, ...path];
        if (at) settlement.errors.push(placedError(error, place.operators, at));
      }
    }
  }
}

function merge(collect: Collect, paging: Paging | undefined, given: readonly Gathered[]): Merged {
  if (given.length === 0) return { value: null, places: [] };
  if (collect.isConnection && paging) return mergeConnections(paging, collect, given);
  if (given.some(({ value }) => Array.isArray(value))) {
    return mergeLists(collect, paging?.first ?? Infinity, given);
  }
  // One thing, which only one of them has.
  return { value: given[0]!.value, places: [] };
}

/** @returns undefined for an item that is not on this page, or that only the merge asked for. */
function placeIn(
  path: readonly (string | number)[],
  { isConnection, names }: Collect,
  places: ReadonlyMap<number, number> | undefined,
): (string | number)[] | undefined {
  const at = isConnection ? 2 : 1;
  const name = path[1];
  const isList = !isConnection || [...names.edges, ...names.nodes].includes(String(name));
  if (isConnection && String(name).startsWith("_merge_")) return undefined;
  const index = path[at];
  if (!isList || typeof index !== "number" || !places) return [...path];
  const place = places.get(index);
  return place === undefined ? undefined : path.map((step, i) => (i === at ? place : step));
}
