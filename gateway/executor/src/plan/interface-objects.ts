import { Kind, print, type SelectionNode, stripIgnoredCharacters } from "graphql";
import { parseOf, variablesOf, withUsedVariables } from "./fetch-operation.js";
import type { SupergraphTypes } from "./planner.js";
import type { DataRewrite, FetchNode, PlanNode, QueryPlan } from "./query-plan.js";

const FRAGMENT = "... on ";

/**
 * Divides fetches that know an entity as several interface objects at once. A subgraph with two
 * `@interfaceObject`s that one type implements has to be asked once for each: a representation has
 * one type name, and the planner joins the fetches all the same.
 */
export function divideInterfaceObjects(plan: QueryPlan, types: SupergraphTypes): QueryPlan {
  const { node } = plan;
  if (!node) return plan;
  if (node.kind !== "Subscription") return { ...plan, node: divide(node, types) };
  return { ...plan, node: { ...node, ...(node.rest && { rest: divide(node.rest, types) }) } };
}

function divide(node: PlanNode, types: SupergraphTypes): PlanNode {
  const inner = (child: PlanNode): PlanNode => divide(child, types);
  switch (node.kind) {
    case "Fetch":
      return divideFetch(node, types);
    case "Flatten":
      return { ...node, node: inner(node.node) };
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

function divideFetch(fetch: FetchNode, types: SupergraphTypes): PlanNode {
  const { inputRewrites = [], requires = [] } = fetch;
  const names = new Set(inputRewrites.flatMap((rewrite) => typenameSet(rewrite) ?? []));
  if (names.size < 2) return fetch;
  const nodes = [...names].map((name): FetchNode => {
    const rewrites = inputRewrites.filter((rewrite) => typenameSet(rewrite) === name);
    const inputs = rewrites.map(({ path }) => path[0]!.slice(FRAGMENT.length));
    const isMeant = (type: string): boolean =>
      inputs.some((input) => types.isSubtype(input, type) || types.isSubtype(type, input));
    return {
      ...withSelections(fetch, (condition) => condition === name),
      inputRewrites: rewrites,
      requires: requires.filter(
        (one) => one.kind === "Field" || !one.typeCondition || isMeant(one.typeCondition),
      ),
    };
  });
  const others = withSelections(fetch, (condition) => !names.has(condition));
  if (others.operation !== "") nodes.push({ ...others, inputRewrites: [] });
  const { id, ...anonymous } = fetch;
  if (id === undefined) return { kind: "Parallel", nodes };
  // Whoever waits for the fetch waits for all of it, so only the last has its name.
  const last = nodes.length - 1;
  const named = nodes.map((node, index) => {
    const { operation, inputRewrites, requires, variableUsages } = node;
    const own = { operation, inputRewrites, requires, variableUsages };
    return { ...anonymous, ...own, ...(index === last && { id }) } as FetchNode;
  });
  return { kind: "Sequence", nodes: named };
}

/** The type name that a rewrite gives to a representation. */
function typenameSet(rewrite: DataRewrite): string | undefined {
  const { kind, path } = rewrite;
  const isTypename = path.length === 2 && path[0]!.startsWith(FRAGMENT) && path[1] === "__typename";
  return kind === "ValueSetter" && isTypename ? String(rewrite.setValueTo) : undefined;
}

/** The fetch with some of its fragments on entities; its operation is empty where none is left. */
function withSelections(fetch: FetchNode, isKept: (condition: string) => boolean): FetchNode {
  const definition = parseOf(fetch);
  const [entities] = definition.selectionSet.selections;
  if (entities?.kind !== Kind.FIELD || !entities.selectionSet) return fetch;
  const selections = entities.selectionSet.selections.filter(
    (selection: SelectionNode) =>
      selection.kind === Kind.INLINE_FRAGMENT && isKept(selection.typeCondition?.name.value ?? ""),
  );
  if (selections.length === 0) return { ...fetch, operation: "" };
  const field = { ...entities, selectionSet: { ...entities.selectionSet, selections } };
  const operation = withUsedVariables({
    ...definition,
    selectionSet: { ...definition.selectionSet, selections: [field] },
  });
  const used = variablesOf(operation);
  return {
    ...fetch,
    operation: stripIgnoredCharacters(print(operation)),
    variableUsages: (fetch.variableUsages ?? []).filter((name) => used.has(name)),
  };
}
