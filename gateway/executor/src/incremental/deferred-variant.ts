import type { Json } from "../execution/run.js";
import type { SupergraphTypes } from "../plan/planner.js";
import type { DeferNode } from "../plan/query-plan.js";
import type { ProjectionScope } from "../projection/compile.js";
import { compileDeferredFetches, type DeferredFetches } from "./deferred-fetches.js";
import { compileParts, type DeferredPart } from "./parts.js";

/** What of an operation comes later. */
export interface DeferredVariant {
  readonly parts: readonly DeferredPart[];
  readonly fetches: readonly DeferredFetches[];
  /** Whether an object is of all these types. */
  matches(conditions: readonly string[], object: Json): boolean;
  /** Whether it is, or may turn out to be when more of it has been fetched. */
  mayMatch(conditions: readonly string[], object: Json): boolean;
}

/** Compiles the deferred parts of an operation; the plan has none where nothing is fetched for them. */
export function compileDeferred(
  scope: ProjectionScope,
  labels: ReadonlyMap<string, string | undefined>,
  node: DeferNode | undefined,
  types: SupergraphTypes,
): DeferredVariant {
  const matches: DeferredVariant["matches"] = (conditions, object) => {
    const typename = object["__typename"];
    return conditions.every(
      (condition) => typeof typename === "string" && types.isSubtype(condition, typename),
    );
  };
  return {
    parts: compileParts(scope, labels),
    fetches: node ? compileDeferredFetches(node) : [],
    matches,
    mayMatch(conditions, object) {
      const typename = object["__typename"];
      const isKnown = typeof typename === "string" && types.isObject(typename);
      return !isKnown || matches(conditions, object);
    },
  };
}
