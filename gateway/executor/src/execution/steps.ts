import type { PlanNode } from "../plan/query-plan.js";
import { compileFetch } from "./fetch.js";
import type { Step } from "./run.js";
import type { TargetPath } from "./targets.js";

/**
 * Turns a plan into a function, once per operation.
 *
 * @throws Error for a `Defer` node: the planner makes none unless it is told to.
 */
export function compilePlan(node: PlanNode, path: TargetPath = []): Step {
  switch (node.kind) {
    case "Fetch":
      return compileFetch(node, path);
    case "Flatten":
      return compilePlan(node.node, [...path, ...node.path.map(String)]);
    case "Sequence":
      return inSequence(node.nodes.map((child) => compilePlan(child, path)));
    case "Parallel":
      return inParallel(node.nodes.map((child) => compilePlan(child, path)));
    case "Condition": {
      const whenTrue = node.ifClause && compilePlan(node.ifClause, path);
      const whenFalse = node.elseClause && compilePlan(node.elseClause, path);
      return (run) => (run.variables[node.condition] === true ? whenTrue : whenFalse)?.(run);
    }
    case "Defer":
      throw new Error("@defer is not supported.");
  }
}

function inSequence(steps: readonly Step[]): Step {
  if (steps.length === 1) return steps[0]!;
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

function inParallel(steps: readonly Step[]): Step {
  if (steps.length === 1) return steps[0]!;
  return async (run) => {
    const begun = steps.map((step) => step(run));
    await Promise.all(begun.filter((each) => each !== undefined));
  };
}
