import type { SupergraphTypes } from "../plan/planner.js";
import type { DataRewrite } from "../plan/query-plan.js";
import { readOwn, writeOwn } from "./own.js";
import type { Json } from "./run.js";

const FRAGMENT = "... on ";

/** Applies a plan's corrections to data that goes to a subgraph or comes from one. */
export function applyRewrites(
  rewrites: readonly DataRewrite[],
  data: unknown,
  types: SupergraphTypes,
): void {
  for (const rewrite of rewrites) applyAt(rewrite, 0, data, types);
}

function applyAt(rewrite: DataRewrite, depth: number, data: unknown, types: SupergraphTypes): void {
  if (Array.isArray(data)) {
    for (const item of data) applyAt(rewrite, depth, item, types);
    return;
  }
  if (typeof data !== "object" || data === null) return;
  const object = data as Json;
  const element = rewrite.path[depth];
  if (element === undefined) return;
  if (element.startsWith(FRAGMENT)) {
    // An object that does not say its type is taken to match: it was asked for as that type.
    const typename = object["__typename"];
    const matches =
      typeof typename !== "string" || types.isSubtype(element.slice(FRAGMENT.length), typename);
    if (matches) applyAt(rewrite, depth + 1, object, types);
  } else if (depth < rewrite.path.length - 1) {
    applyAt(rewrite, depth + 1, readOwn(object, element), types);
  } else applyTo(rewrite, object, element);
}

function applyTo(rewrite: DataRewrite, object: Json, key: string): void {
  if (rewrite.kind === "ValueSetter") {
    writeOwn(object, key, rewrite.setValueTo);
    return;
  }
  const value = readOwn(object, key);
  if (value === undefined) return;
  delete object[key];
  writeOwn(object, rewrite.renameKeyTo, value);
}
