import { getVariableValues, GraphQLError } from "graphql";
import type { PreparedOperation } from "../operation.js";
import type { Variant } from "../variants.js";
import type { Json } from "./run.js";

/** Enough to repair a form by; a list of thousands of wrong values gives no thousand errors. */
const MAX_ERRORS = 20;

/** Coerces the client's variables; errors have the code `BAD_USER_INPUT`. */
function coerceVariables(
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

/** An operation with its variables and so its conditions decided. */
export interface Decided {
  readonly variables: Json;
  readonly variant: Variant;
  readonly errors?: undefined;
}

/**
 * Decides an operation by the client's variables.
 *
 * @param isIncremental - whether what the client defers may come later.
 * @returns errors when the variables do not fit, or when what they decide cannot be planned
 * (`QUERY_PLANNING_FAILED`): that is known only now, as each combination is planned when it comes.
 */
export function decide(
  operation: PreparedOperation,
  inputs: Readonly<Json>,
  isIncremental = false,
): Decided | { errors: GraphQLError[] } {
  const coerced = coerceVariables(operation, inputs);
  if (coerced.errors) return coerced;
  const { variables } = coerced;
  try {
    return { variables, variant: operation.compiled.variant(variables, isIncremental) };
  } catch (cause) {
    const error = new GraphQLError("The operation could not be planned.", {
      originalError: cause as Error,
      extensions: { code: "QUERY_PLANNING_FAILED" },
    });
    return { errors: [error] };
  }
}
