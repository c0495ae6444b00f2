import type { FetchNode, PlanNode } from "../plan/query-plan.js";

/**
 * Puts fetches off to where the same subgraph is asked again, so that both are one request.
 *
 * @remarks The planner asks for what can be had at once, and later for what needs another subgraph's
 * answer first: `inStock` now, `shippingEstimate` when the weight is known. As the result is complete
 * only with both, it comes no later, with a request fewer. Nothing else changes: children of a
 * `Parallel` do not depend on each other, so each may run at any time until the last has ended, and
 * each keeps its own representations, so neither is lost with what the other lacked.
 */
export function postponeFetches(node: PlanNode): PlanNode {
  if (node.kind === "Sequence") return { ...node, nodes: node.nodes.map(postponeFetches) };
  if (node.kind !== "Parallel") return node;
  let nodes = node.nodes.map(postponeFetches);
  for (const early of nodes) {
    const service = entityFetchOf(early)?.serviceName;
    if (service === undefined) continue;
    const later = latest(
      nodes.flatMap((other) => (other === early ? [] : findAsks(other, service, 0))),
    );
    // What is asked at the same time is joined without our help.
    if (!later || later.depth === 0) continue;
    const together: PlanNode = { kind: "Parallel", nodes: [later.node, early] };
    nodes = nodes
      .filter((other) => other !== early)
      .map((other) => replace(other, later.node, together));
  }
  return nodes.length === 1 ? nodes[0]! : { ...node, nodes };
}

/** An entity fetch, and how many steps go before it. */
interface Ask {
  readonly node: PlanNode;
  readonly depth: number;
}

/** Not looked for where it may not happen, or happens for another part of the result. */
function findAsks(node: PlanNode, service: string, depth: number): Ask[] {
  if (node.kind === "Sequence")
    return node.nodes.flatMap((child, index) => findAsks(child, service, depth + index));
  if (node.kind === "Parallel")
    return node.nodes.flatMap((child) => findAsks(child, service, depth));
  return entityFetchOf(node)?.serviceName === service ? [{ node, depth }] : [];
}

function latest(asks: readonly Ask[]): Ask | undefined {
  return asks.reduce<Ask | undefined>(
    (last, ask) => (last && last.depth >= ask.depth ? last : ask),
    undefined,
  );
}

function entityFetchOf(node: PlanNode): FetchNode | undefined {
  const fetch = node.kind === "Flatten" ? node.node : node;
  return fetch.kind === "Fetch" && fetch.requires ? fetch : undefined;
}

function replace(node: PlanNode, from: PlanNode, to: PlanNode): PlanNode {
  if (node === from) return to;
  if (node.kind !== "Sequence" && node.kind !== "Parallel") return node;
  return { ...node, nodes: node.nodes.map((child) => replace(child, from, to)) };
}
