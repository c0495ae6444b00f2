import {
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
} from "graphql";
import type { FetchNode } from "./query-plan.js";

/** The operation of a fetch. */
export function parseOf({ operation }: FetchNode): OperationDefinitionNode {
  // The planner is told to make no fragments, so the operation is all there is.
  const [definition] = parse(operation, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error("A fetch has no operation.");
  return definition;
}

/** The names of the variables that an operation uses. */
export function variablesOf(operation: OperationDefinitionNode): Set<string> {
  const names = new Set<string>();
  visit(operation, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void names.add(name.value),
  });
  return names;
}

/** An operation of which something was taken out, without the variables that only this had used. */
export function withUsedVariables(operation: OperationDefinitionNode): OperationDefinitionNode {
  const used = variablesOf(operation);
  return {
    ...operation,
    variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) =>
      used.has(variable.name.value),
    ),
  };
}

/** What an entity fetch asks of the entities of each type. */
export function entityFragments(fetch: FetchNode): InlineFragmentNode[] {
  const { selections = [] } = entitiesIn(parseOf(fetch))?.selectionSet ?? {};
  return selections.filter((selection) => selection.kind === Kind.INLINE_FRAGMENT);
}

/** The type on whose objects a fragment selects. */
export function conditionOf({ typeCondition }: InlineFragmentNode): string {
  return typeCondition?.name.value ?? "";
}

/** An entity fetch with other fragments in the place of its own, of which not all may go. */
export function withEntityFragments(
  fetch: FetchNode,
  change: (fragment: InlineFragmentNode) => InlineFragmentNode | undefined,
): FetchNode {
  const definition = parseOf(fetch);
  const entities = entitiesIn(definition);
  if (!entities?.selectionSet) return fetch;
  const selections = entityFragments(fetch).flatMap((fragment) => change(fragment) ?? []);
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

function entitiesIn({ selectionSet }: OperationDefinitionNode): FieldNode | undefined {
  const [entities] = selectionSet.selections;
  return entities?.kind === Kind.FIELD ? entities : undefined;
}
