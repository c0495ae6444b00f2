import { Kind, type OperationDefinitionNode, parse, visit } from "graphql";
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
