import type { PlanNode } from "../plan/query-plan.js";
import { findAbreast, goAbreast } from "./abreast.js";
import { compileFetch } from "./fetch.js";
import type { Step } from "./run.js";
import type { TargetPath } from "./targets.js";

/**
 * Turns a plan into a function, once per operation.
 *
 * @throws Error for a `Defer` node: those stand only where `incremental/deferred-fetches.ts` takes
 * them apart.
 */
export function compilePlan(node: PlanNode, path: TargetPath = []): Step {
  switch (node.kind) {
    case "Fetch":
      return opening(node.id, compileFetch(node, path));
    case "Flatten":
      return compilePlan(node.node, [...path, ...node.path.map(String)]);
    case "Sequence":
      return inSequence(node.nodes.map((child) => compilePlan(child, path)));
    case "Parallel":
      return opening(node.id, compileParallel(node.nodes, path));
    case "Condition": {
      const whenTrue = node.ifClause && compilePlan(node.ifClause, path);
      const whenFalse = node.elseClause && compilePlan(node.elseClause, path);
      return (run) => (run.variables[node.condition] === true ? whenTrue : whenFalse)?.(run);
    }
    case "Defer":
      throw new Error("A deferred part stands within another step of the plan.");
  }
}

function compileParallel(nodes: readonly PlanNode[], path: TargetPath): Step {
  const { groups, others } = findAbreast(nodes);
  const abreast = groups.map((branches) =>
    goAbreast(
      branches.map(({ first, rest }) => ({
        first: compilePlan(first, path),
        rest: inSequence(rest.map((child) => compilePlan(child, path))),
      })),
    ),
  );
  return inParallel([...abreast, ...others.map((child) => compilePlan(child, path))]);
}

/** Lets those go on who wait for a fetch. */
function opening(id: string | undefined, step: Step): Step {
  if (id === undefined) return step;
  return async (run) => {
    await step(run);
    run.gates?.open(id);
  };
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
