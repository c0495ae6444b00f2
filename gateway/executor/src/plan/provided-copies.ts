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
 * Completes the types that fields give with what they `@provides`.
 *
 * @remarks For each such field the planner's graph gets a copy of the type behind it, with the provided
 * fields added. Two things are missing in these copies:
 *
 * - A copy has the edges that its type had at that moment: a field of it whose own copy is made later
 *   (or is this one, where a field provides the type it stands on) still leads to the type without
 *   what it provides. Where that cannot be had by key, the operation is refused though the composer
 *   has found it possible. Here these edges are led to where the same field leads from the type itself.
 * - The copy of an interface object cannot be taken for one of the interface's types, so that the
 *   planner fails on a fragment on one.
 */
export function completeProvidedCopies(): void {
  if (isDone) return;
  isDone = true;
  const { buildFederatedQueryGraph } = queryGraphs;
  queryGraphs.buildFederatedQueryGraph = (supergraph, forQueryPlanning) => {
    const graph = buildFederatedQueryGraph(supergraph, forQueryPlanning);
    // The composer's answers stay what they are.
    return forQueryPlanning ? completed(graph) : graph;
  };
}

const isCopy = ({ provideId }: Vertex): boolean => provideId !== undefined;

function completed(graph: QueryGraph): QueryGraph {
  const parts = graph as unknown as GraphParts;
  if (!parts.vertices.some(isCopy)) return graph;
  const edges = parts._outEdges.flat();
  // All copies of an edge have its transition.
  const provided = new Map(
    edges
      .filter(({ head, tail }) => !isCopy(head) && isCopy(tail))
      .map(({ transition, tail }) => [transition, tail]),
  );
  const lead = (edge: Edge): Edge => {
    const tail = provided.get(edge.transition);
    return tail && isCopy(edge.head) && !isCopy(edge.tail) ? moved(edge, edge.head, tail) : edge;
  };
  const casts = edges.filter(({ transition }) => transition.kind === "InterfaceObjectFakeDownCast");
  const castsOf = (vertex: Vertex, count: number): Edge[] =>
    casts
      .filter(({ head }) => isCopy(vertex) && head.type === vertex.type)
      .map((cast, index) => moved(cast, vertex, vertex, count + index));
  return new queryGraphs.QueryGraph(
    parts.name,
    parts.vertices,
    parts._outEdges.map((own, index) => [
      ...own.map(lead),
      ...castsOf(parts.vertices[index]!, own.length),
    ]),
    parts.typesToVertices,
    parts.rootVertices,
    parts.sources,
    parts.subgraphToArgs,
    parts.subgraphToArgIndices,
    parts.schema,
    true,
  );
}

function moved(edge: Edge, head: Vertex, tail: Vertex, index = edge.index): Edge {
  const { transition, conditions, overrideCondition, requiredContexts } = edge;
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
