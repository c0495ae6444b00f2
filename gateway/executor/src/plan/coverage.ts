import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import { parseOf } from "./fetch-operation.js";
import type { FetchNode, PlanNode, QueryPlan } from "./query-plan.js";

/** The names under which a plan fetches data, as a tree; lists leave no trace in it. */
type Fetched = Map<string, Fetched>;

/**
 * Finds a field of an operation that its plan does not fetch.
 *
 * @remarks Where no subgraph can give a field, the planner may leave it out, or the object it stands
 * on, and the client would get null without an error. Fields in fragments on other types are not
 * looked at: what cannot occur need not be fetched.
 *
 * @param document - the operation as the planner got it.
 * @param schema - of the supergraph.
 * @returns its place, or nothing where the plan is whole.
 */
export function findUnfetched(
  document: DocumentNode,
  schema: GraphQLSchema,
  plan: QueryPlan,
): string | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let missing: string | undefined;
  const look = (
    set: SelectionSetNode,
    parent: GraphQLCompositeType,
    fetched: Fetched,
    place: string,
  ): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const { value: name } = selection.name;
        if (name.startsWith("__")) continue;
        const below = fetched.get((selection.alias ?? selection.name).value);
        if (!below) {
          missing ??= `${place}${name}`;
          continue;
        }
        const field = "getFields" in parent ? parent.getFields()[name] : undefined;
        const type = field && getNamedType(field.type);
        if (selection.selectionSet && isCompositeType(type))
          look(selection.selectionSet, type, below, `${place}${name}.`);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = fragment?.typeCondition?.name.value ?? parent.name;
      if (fragment && condition === parent.name)
        look(fragment.selectionSet, parent, fetched, place);
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = schema.getRootType(definition.operation);
    if (root) look(definition.selectionSet, root, fetchedBy(plan), "");
  }
  return missing;
}

function fetchedBy({ node }: QueryPlan): Fetched {
  const all: Fetched = new Map();
  if (node?.kind === "Subscription") {
    note(node.primary, all);
    if (node.rest) collect(node.rest, all);
  } else if (node) collect(node, all);
  return all;
}

function collect(node: PlanNode, at: Fetched): void {
  switch (node.kind) {
    case "Fetch":
      note(node, at);
      break;
    case "Flatten":
      collect(
        node.node,
        node.path.reduce<Fetched>(
          (tree, step) => (step === "@" || typeof step === "number" ? tree : child(tree, step)),
          at,
        ),
      );
      break;
    case "Sequence":
    case "Parallel":
      for (const inner of node.nodes) collect(inner, at);
      break;
    case "Condition":
      if (node.ifClause) collect(node.ifClause, at);
      if (node.elseClause) collect(node.elseClause, at);
      break;
    case "Defer":
      if (node.primary.node) collect(node.primary.node, at);
      for (const part of node.deferred) if (part.node) collect(part.node, at);
  }
}

function note(fetch: FetchNode, at: Fetched): void {
  const renamed = new Map<string, string>();
  for (const rewrite of fetch.outputRewrites ?? []) {
    if (rewrite.kind === "KeyRenamer") renamed.set(rewrite.path.at(-1)!, rewrite.renameKeyTo);
  }
  const read = ({ selections }: SelectionSetNode, tree: Fetched): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) read(selection.selectionSet, tree);
      if (selection.kind !== Kind.FIELD) continue;
      const name = (selection.alias ?? selection.name).value;
      const below = child(tree, renamed.get(name) ?? name);
      if (selection.selectionSet) read(selection.selectionSet, below);
    }
  };
  const { selectionSet } = parseOf(fetch);
  const [entities] = selectionSet.selections;
  if (!fetch.requires) read(selectionSet, at);
  else if (entities?.kind === Kind.FIELD && entities.selectionSet) read(entities.selectionSet, at);
}

function child(tree: Fetched, name: string): Fetched {
  let below = tree.get(name);
  if (!below) tree.set(name, (below = new Map()));
  return below;
}
