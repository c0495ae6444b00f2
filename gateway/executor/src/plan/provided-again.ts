import queryGraphs, {
  type Edge,
  type QueryGraph,
  type Vertex,
} from "@apollo/query-graphs/dist/querygraph.js";

/** What the constructor of a graph takes and keeps; two of them are private there. */
type GraphParts = Pick<
  QueryGraph,
  "name" | "vertices" | "sources" | "subgraphToArgs" | "subgraphToArgIndices" | "schema"
> & {
  readonly _outEdges: Edge[][];
  readonly typesToVertices: ConstructorParameters<typeof QueryGraph>[3];
  readonly rootVertices: ConstructorParameters<typeof QueryGraph>[4];
};

let isDone = false;

/**
 * Makes a field give what it `@provides` also below another field that provides something.
 *
 * @remarks For each such field the planner's graph gets a copy of the type behind it, with the provided
 * fields added. A copy has the edges that its type had at that moment: a field of it whose own copy is
 * made later (or is this one, where a field provides the type it stands on) still leads to the type
 * without what it provides. Where that cannot be had by key, the operation is refused though the
 * composer has found it possible. In the finished graph these edges are led to where the same field
 * leads from the type itself.
 */
export function provideBelowProvided(): void {
  if (isDone) return;
  isDone = true;
  const { buildFederatedQueryGraph } = queryGraphs;
  queryGraphs.buildFederatedQueryGraph = (supergraph, forQueryPlanning) => {
    const graph = buildFederatedQueryGraph(supergraph, forQueryPlanning);
    // The composer's answers stay what they are.
    return forQueryPlanning ? withOwnProvided(graph) : graph;
  };
}

function withOwnProvided(graph: QueryGraph): QueryGraph {
  const parts = graph as unknown as GraphParts;
  const isCopy = ({ provideId }: Vertex): boolean => provideId !== undefined;
  // All copies of an edge have its transition.
  const provided = new Map(
    parts._outEdges
      .flat()
      .filter(({ head, tail }) => !isCopy(head) && isCopy(tail))
      .map(({ transition, tail }) => [transition, tail]),
  );
  const lead = (edge: Edge): Edge => {
    const tail = provided.get(edge.transition);
    return tail && isCopy(edge.head) && !isCopy(edge.tail) ? withTail(edge, tail) : edge;
  };
  if (provided.size === 0) return graph;
  return new queryGraphs.QueryGraph(
    parts.name,
    parts.vertices,
    parts._outEdges.map((edges) => edges.map(lead)),
    parts.typesToVertices,
    parts.rootVertices,
    parts.sources,
    parts.subgraphToArgs,
    parts.subgraphToArgIndices,
    parts.schema,
    true,
  );
}

function withTail(edge: Edge, tail: Vertex): Edge {
  const { index, head, transition, conditions, overrideCondition, requiredContexts } = edge;
  return new queryGraphs.Edge(
    index,
    head,
    tail,
    transition,
    conditions,
    overrideCondition,
    requiredContexts,
  );
}
