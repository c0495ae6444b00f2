import type { PlanNode, QueryPlan } from "./query-plan.js";

/**
 * Marks the fetches of a plan in which some field takes an argument from what is around its object
 * (`@fromContext`): elsewhere two entities with the same key are one thing, here they are not.
 */
export function keepContextsApart(plan: QueryPlan): QueryPlan {
  const { node } = plan;
  if (!node || !JSON.stringify(node).includes('"contextRewrites"')) return plan;
  if (node.kind !== "Subscription") return { ...plan, node: apart(node) };
  return { ...plan, node: { ...node, ...(node.rest && { rest: apart(node.rest) }) } };
}

function apart(node: PlanNode): PlanNode {
  switch (node.kind) {
    case "Fetch":
      return { ...node, isApart: true };
    case "Flatten":
      return { ...node, node: apart(node.node) };
    case "Sequence":
    case "Parallel":
      return { ...node, nodes: node.nodes.map(apart) };
    case "Condition":
      return {
        ...node,
        ...(node.ifClause && { ifClause: apart(node.ifClause) }),
        ...(node.elseClause && { elseClause: apart(node.elseClause) }),
      };
    case "Defer": {
      const part = <Part extends { readonly node?: PlanNode }>(one: Part): Part =>
        one.node ? { ...one, node: apart(one.node) } : one;
      return { ...node, primary: part(node.primary), deferred: node.deferred.map(part) };
    }
  }
}
