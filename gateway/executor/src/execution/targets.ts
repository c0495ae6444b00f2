import { isInherited, readOwn } from "./own.js";
import type { Json } from "./run.js";

/** Where in the merged data a fetch applies: response keys, and `@` for every item of a list. */
export type TargetPath = readonly string[];

/** A place in the result, in the client's terms. */
export type ResultPath = (string | number)[];

/** All objects that a path reaches, in order, nulls left out. */
export function collectTargets(root: Json, path: TargetPath): Json[] {
  if (path.length === 0) return [root];
  const targets: Json[] = [];
  collect(root, path, 0, targets);
  return targets;
}

function collect(from: unknown, path: TargetPath, start: number, targets: Json[]): void {
  let value = from;
  for (let depth = start; depth < path.length; depth++) {
    if (typeof value !== "object" || value === null) return;
    const key = path[depth]!;
    if (key === "@") {
      if (!Array.isArray(value)) return;
      for (const item of value) collect(item, path, depth + 1, targets);
      return;
    }
    value = isInherited(key) ? readOwn(value as Json, key) : (value as Json)[key];
  }
  if (typeof value !== "object" || value === null) return;
  // A list of lists whose plan names only the outer list.
  if (Array.isArray(value)) for (const item of value) collect(item, path, path.length, targets);
  else targets.push(value as Json);
}

/**
 * Where each target stands in the result. Only asked for when there is an error to place, so that
 * a successful fetch pays nothing for it.
 */
export function locateTargets(root: Json, path: TargetPath): Map<Json, ResultPath[]> {
  const places = new Map<Json, ResultPath[]>();
  const visit = (value: unknown, depth: number, at: ResultPath): void => {
    if (typeof value !== "object" || value === null) return;
    const key = path[depth];
    if (Array.isArray(value)) {
      const next = key === "@" ? depth + 1 : depth;
      value.forEach((item, index) => visit(item, next, [...at, index]));
    } else if (key === undefined) {
      const known = places.get(value as Json);
      if (known) known.push(at);
      else places.set(value as Json, [at]);
    } else visit(readOwn(value as Json, key), depth + 1, [...at, key]);
  };
  visit(root, 0, []);
  return places;
}
