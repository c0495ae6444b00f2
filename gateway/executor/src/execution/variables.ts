import { getVariableValues, GraphQLError } from "graphql";
import type { PreparedOperation } from "../operation.js";
import type { Json } from "./run.js";

/** Enough to repair a form by; a list of thousands of wrong values gives no thousand errors. */
const MAX_ERRORS = 20;

/** Coerces the client's variables; errors have the code `BAD_USER_INPUT`. */
export function coerceVariables(
  { compiled: { parts } }: PreparedOperation,
  inputs: Readonly<Json>,
): { variables: Json; errors?: undefined } | { errors: GraphQLError[] } {
  const definitions = parts.operation.variableDefinitions ?? [];
  if (definitions.length === 0) return { variables: {} };
  const { coerced, errors } = getVariableValues(parts.schema, definitions, inputs, {
    maxErrors: MAX_ERRORS,
  });
  if (coerced) return { variables: coerced };
  return {
    errors: (errors ?? []).map(
      (error) =>
        new GraphQLError(error.message, {
          ...(error.nodes ? { nodes: error.nodes } : {}),
          extensions: { code: "BAD_USER_INPUT" },
        }),
    ),
  };
}
