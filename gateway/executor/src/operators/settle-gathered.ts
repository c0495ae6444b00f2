import { isJsonObject, readOwn, writeOwn } from "../execution/own.js";
import { pathOf, placedError } from "./errors.js";
import { mergeConnections, mergeLists } from "./gather.js";
import type { Collect } from "./gathered-selection.js";
import type { Asked, RootRoute } from "./route.js";
import { type Answers, explains, type Settlement } from "./settle.js";

/** Merges what several servers gave for one field. */
export function settleGathered(
  settlement: Settlement,
  route: RootRoute,
  collect: Collect,
  answers: Answers,
): void {
  const { key } = route.unit;
  const valueOf = ({ target }: Asked): unknown => {
    const data = answers.get(target)?.response?.data;
    return isJsonObject(data) ? (readOwn(data, key) ?? null) : null;
  };
  const answered = route.asked.filter((one) => valueOf(one) !== null);
  const given = answered.map((one) => ({ operators: one.operators, value: valueOf(one) }));
  const merged = collect.isConnection
    ? mergeConnections(route, collect, given)
    : mergeLists(collect, route.first, given);
  // Nobody's answer is not an empty list.
  writeOwn(settlement.data, key, answered.length > 0 ? merged.value : null);

  for (const one of route.asked) {
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
