import type { SupergraphTypes } from "../plan/planner.js";
import { isInherited, isJsonObject, readOwn, writeOwn } from "./own.js";
import type { Json } from "./run.js";

/**
 * Merges an answer into what is known.
 *
 * @remarks Sub-objects of `source` are adopted, not copied, so two entities with the same
 * representation come to share them. That is sound, since what is fetched for one is what would be
 * fetched for the other. An object is never replaced by null: when two subgraphs answer for the
 * same object and one fails, the other's fields stay, whoever answers first.
 */
export function merge(target: Json, source: Json, types: SupergraphTypes): void {
  if (target === source) return;
  for (const key in source) {
    const next = source[key];
    if (isInherited(key)) {
      mergeInherited(target, key, next, types);
      continue;
    }
    const current = target[key];
    if (current === undefined || current === null) target[key] = next;
    else if (typeof current === "object") mergeInto(current, next, types);
    else if (next !== undefined && next !== null) {
      target[key] = key === "__typename" ? narrower(current, next, types) : next;
    }
  }
}

function mergeInto(current: object, next: unknown, types: SupergraphTypes): void {
  if (Array.isArray(current)) {
    if (Array.isArray(next)) mergeLists(current, next, types);
  } else if (isJsonObject(next)) merge(current as Json, next, types);
}

function mergeLists(current: unknown[], next: unknown[], types: SupergraphTypes): void {
  const shared = Math.min(current.length, next.length);
  for (let index = 0; index < shared; index++) {
    const item = current[index];
    if (item === null || item === undefined) current[index] = next[index];
    else if (typeof item === "object") mergeInto(item, next[index], types);
  }
}

function mergeInherited(target: Json, key: string, next: unknown, types: SupergraphTypes): void {
  const current = readOwn(target, key);
  if (typeof current === "object" && current !== null) mergeInto(current, next, types);
  else writeOwn(target, key, next);
}

/**
 * A subgraph with an `@interfaceObject` knows an entity only by the name of the interface; that
 * must not take the place of the entity's own type.
 */
function narrower(current: unknown, next: unknown, types: SupergraphTypes): unknown {
  if (current === next || typeof next !== "string") return current;
  return types.isObject(next) || !types.isObject(String(current)) ? next : current;
}
