import { isInherited, readOwn } from "./own.js";
import type { Json } from "./run.js";

/** Where in the merged data a fetch applies: response keys, and `@` for every item of a list. */
export type TargetPath = readonly string[];

/** A place in the result, in the client's terms. */
export type ResultPath = (string | number)[];

/** Gives the object that stands for another one from now on; the same when it stands for itself. */
export type Intern = (target: Json) => Json;

/**
 * All objects that a path reaches, in order, each once, nulls left out.
 *
 * @param intern - puts one object in the place of others that are equal to it.
 * @param isRepeating - whether some objects stand at several places.
 */
export function collectTargets(
  root: Json,
  path: TargetPath,
  intern?: Intern,
  isRepeating = false,
): Json[] {
  if (path.length === 0) return [root];
  const targets = new Set<Json>();
  const walked = isRepeating ? new Set<unknown[]>() : undefined;
  collect(root, { path, isCareful: path.some(isInherited), targets, walked, intern }, 0);
  return [...targets];
}

interface Search {
  readonly path: TargetPath;
  /** Whether a key of the path is one that {@link isInherited}. */
  readonly isCareful: boolean;
  readonly targets: Set<Json>;
  /** The lists on the way, as each is reached through every place of what is around it. */
  readonly walked: Set<unknown[]> | undefined;
  readonly intern: Intern | undefined;
}

function collect(from: unknown, search: Search, start: number): void {
  const { path, isCareful, targets, intern } = search;
  let value = from;
  let holder: Json | undefined;
  let held = "";
  for (let depth = start; depth < path.length; depth++) {
    if (typeof value !== "object" || value === null) return;
    const key = path[depth]!;
    if (key === "@") {
      if (Array.isArray(value)) collectItems(value, search, depth + 1);
      return;
    }
    const isInHolder = !isCareful || !isInherited(key);
    holder = isInHolder ? (value as Json) : undefined;
    held = key;
    value = isInHolder ? (value as Json)[key] : readOwn(value as Json, key);
  }
  if (typeof value !== "object" || value === null) return;
  // A list of lists whose plan names only the outer list.
  if (Array.isArray(value)) collectItems(value, search, path.length);
  else {
    const target = intern && holder ? intern(value as Json) : (value as Json);
    if (target !== value) holder![held] = target;
    targets.add(target);
  }
}

function collectItems(items: unknown[], search: Search, depth: number): void {
  const { path, targets, walked, intern } = search;
  if (walked?.has(items)) return;
  walked?.add(items);
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (depth < path.length || Array.isArray(item)) collect(item, search, depth);
    else if (typeof item === "object" && item !== null) {
      const target = intern ? intern(item as Json) : (item as Json);
      if (target !== item) items[index] = target;
      targets.add(target);
    }
  }
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
