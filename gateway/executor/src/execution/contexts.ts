import type { SupergraphTypes } from "../plan/planner.js";
import type { DataRewrite } from "../plan/query-plan.js";
import { readOwn } from "./own.js";
import type { Json } from "./run.js";
import type { TargetPath } from "./targets.js";

/** Entities for which the arguments of a fetch have the same values. */
export interface ContextGroup {
  /** By the names of the variables that carry them. */
  readonly values: Json;
  readonly targets: Set<Json>;
}

const UP = "..";
const FRAGMENT = "... on ";

/**
 * Groups the entities at a place by what `@fromContext` takes from the objects around them.
 *
 * @param rewrites - where each value is: from the entity up (`..`), then down.
 * @returns also the entities around which a value is missing: its fetch failed.
 */
export function groupByContext(
  root: Json,
  path: TargetPath,
  rewrites: readonly DataRewrite[],
  types: SupergraphTypes,
): { groups: ContextGroup[]; lacking: Json[] } {
  const groups = new Map<string, ContextGroup>();
  const lacking: Json[] = [];
  const note = (around: readonly Json[]): void => {
    const target = around.at(-1)!;
    const values = valuesOf(around, rewrites, types);
    if (!values) {
      lacking.push(target);
      return;
    }
    const text = JSON.stringify(values);
    const group = groups.get(text) ?? { values, targets: new Set<Json>() };
    groups.set(text, group);
    group.targets.add(target);
  };
  const visit = (value: unknown, depth: number, around: readonly Json[]): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      const next = path[depth] === "@" ? depth + 1 : depth;
      for (const item of value) visit(item, next, around);
      return;
    }
    const object = value as Json;
    const within = [...around, object];
    const key = path[depth];
    if (key === undefined) note(within);
    else visit(readOwn(object, key), depth + 1, within);
  };
  visit(root, 0, []);
  return { groups: [...groups.values()], lacking };
}

/** @param around - the root, the objects on the way, and last the entity itself. */
function valuesOf(
  around: readonly Json[],
  rewrites: readonly DataRewrite[],
  types: SupergraphTypes,
): Json | undefined {
  const values: Json = {};
  for (const rewrite of rewrites) {
    if (rewrite.kind !== "KeyRenamer") continue;
    const { path, renameKeyTo: name } = rewrite;
    const ups = path.findLastIndex((step) => step === UP) + 1;
    const found = valueAt(around.at(-1 - ups), path.slice(ups), types);
    // The same context may be set by several types, each with a way of its own.
    if (found !== undefined) values[name] = found;
  }
  const isWhole = rewrites.every(
    (rewrite) => rewrite.kind !== "KeyRenamer" || rewrite.renameKeyTo in values,
  );
  return isWhole ? values : undefined;
}

function valueAt(from: unknown, path: readonly string[], types: SupergraphTypes): unknown {
  let value = from;
  for (const [index, step] of path.entries()) {
    if (Array.isArray(value)) {
      return value.map((item) => valueAt(item, path.slice(index), types) ?? null);
    }
    if (typeof value !== "object" || value === null) return value;
    const object = value as Json;
    if (!step.startsWith(FRAGMENT)) value = readOwn(object, step);
    else if (!isOf(object, step.slice(FRAGMENT.length), types)) return undefined;
  }
  return value;
}

function isOf(object: Json, condition: string, types: SupergraphTypes): boolean {
  const typename = object["__typename"];
  return typeof typename !== "string" || types.isSubtype(condition, typename);
}
