import type { FetchNode, PlanNode, QueryPlan } from "./query-plan.js";

/**
 * What takes the place of a fetch.
 *
 * @param path - the response keys that lead to what it is about, without the marks of lists.
 */
export type ChangeFetch = (fetch: FetchNode, path: readonly string[]) => PlanNode;

/** A plan with other nodes in the place of its fetches; a subscription's stream stays what it is. */
export function mapFetches(plan: QueryPlan, change: ChangeFetch): QueryPlan {
  const { node } = plan;
  if (!node) return plan;
  if (node.kind !== "Subscription") return { ...plan, node: mapped(node, [], change) };
  return { ...plan, node: { ...node, ...(node.rest && { rest: mapped(node.rest, [], change) }) } };
}

function mapped(node: PlanNode, path: readonly string[], change: ChangeFetch): PlanNode {
  const inner = (child: PlanNode): PlanNode => mapped(child, path, change);
  switch (node.kind) {
    case "Fetch":
      return change(node, path);
    case "Flatten": {
      const keys = node.path.map(String).filter((key) => key !== "@");
      return { ...node, node: mapped(node.node, [...path, ...keys], change) };
    }
    case "Sequence":
    case "Parallel":
      return { ...node, nodes: node.nodes.map(inner) };
    case "Condition":
      return {
        ...node,
        ...(node.ifClause && { ifClause: inner(node.ifClause) }),
        ...(node.elseClause && { elseClause: inner(node.elseClause) }),
      };
    case "Defer": {
      const part = <Part extends { readonly node?: PlanNode }>(one: Part): Part =>
        one.node ? { ...one, node: inner(one.node) } : one;
      return { ...node, primary: part(node.primary), deferred: node.deferred.map(part) };
    }
  }
}

/** Puts several fetches in the place of one: whoever waits for it waits for all of them. */
export function divided(
  { id, ...anonymous }: FetchNode,
  divide: (fetch: FetchNode) => readonly FetchNode[],
): PlanNode {
  const nodes = divide(anonymous);
  const named = id === undefined ? {} : { id };
  return nodes.length === 1 ? { ...nodes[0]!, ...named } : { kind: "Parallel", nodes, ...named };
}
