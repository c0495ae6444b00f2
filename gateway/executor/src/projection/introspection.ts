import { executeSync, type FieldNode, Kind } from "graphql";
import type { Json } from "../execution/run.js";
import { collectFields, type Conditions, type OperationParts } from "./selection.js";

/** The root fields that the schema itself answers. */
export function introspectionFields(parts: OperationParts, conditions: Conditions): FieldNode[] {
  const root = parts.schema.getQueryType();
  if (parts.operation.operation !== "query" || !root) return [];
  const fields = collectFields(parts, conditions, root, [parts.operation.selectionSet]);
  return [...fields.values()]
    .flat()
    .filter(({ name }) => name.value === "__schema" || name.value === "__type");
}

/** Answers them from the API schema. */
export function introspect(
  parts: OperationParts,
  selections: readonly FieldNode[],
  rawVariables: Readonly<Json>,
): Json {
  if (selections.length === 0) return {};
  const { schema, operation, fragments } = parts;
  const { data } = executeSync({
    schema,
    document: {
      kind: Kind.DOCUMENT,
      definitions: [
        { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } },
        ...fragments.values(),
      ],
    },
    variableValues: rawVariables,
  });
  return data ?? {};
}
