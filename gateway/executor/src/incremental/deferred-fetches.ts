import { compilePlan } from "../execution/steps.js";
import type { Step } from "../execution/run.js";
import { originalLabel } from "./labels.js";
import type { DeferNode, PlanNode } from "../plan/query-plan.js";

/** What has to be fetched for a deferred fragment. */
export interface DeferredFetches {
  /** The label of the fragment; several may have the same. */
  readonly id: string;
  /** The fetches, outside of it, that it builds on. */
  readonly depends: readonly string[];
  /** Whether it builds on all that is fetched around it. */
  readonly needsAll: boolean;
  readonly run: Step | undefined;
  /** For the fragments inside. */
  readonly inner: readonly DeferredFetches[];
}

/**
 * Compiles the deferred parts of a plan.
 *
 * @remarks The planner may name a fetch that it has joined with another since: whoever depends on it
 * waits for everything around it.
 */
export function compileDeferredFetches(
  node: DeferNode,
  known: ReadonlySet<string> = idsIn(node),
): DeferredFetches[] {
  return node.deferred.map(({ label, depends, node: part }) => {
    const ids = depends.map(({ id }) => id);
    const own = part?.kind === "Defer" ? part.primary.node : part;
    return {
      id: originalLabel(label ?? ""),
      depends: ids.filter((id) => known.has(id)),
      needsAll: !ids.every((id) => known.has(id)),
      run: own && compilePlan(own),
      inner: part?.kind === "Defer" ? compileDeferredFetches(part, known) : [],
    };
  });
}

function idsIn(node: PlanNode, ids = new Set<string>()): Set<string> {
  if ("id" in node && node.id !== undefined) ids.add(node.id);
  switch (node.kind) {
    case "Fetch":
      break;
    case "Flatten":
      idsIn(node.node, ids);
      break;
    case "Sequence":
    case "Parallel":
      for (const child of node.nodes) idsIn(child, ids);
      break;
    case "Condition":
      for (const child of [node.ifClause, node.elseClause]) if (child) idsIn(child, ids);
      break;
    case "Defer":
      for (const part of [node.primary, ...node.deferred]) if (part.node) idsIn(part.node, ids);
  }
  return ids;
}
