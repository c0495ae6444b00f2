import { errorTable, isErrorCode } from "@hutong/schema";
import type { ValidationError } from "class-validator";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { ArgumentValidationError } from "type-graphql";

import { invalidInput } from "./hutong-error.js";
import { inputProblem } from "./input-problem.js";

/**
 * What of an error may leave a subgraph: a row of the error table, or a neutral sentence.
 * Anything without a known code is a defect: it is handed to `report` and masked.
 */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  report: (defect: unknown) => void,
): GraphQLFormattedError {
  const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (original instanceof ArgumentValidationError) {
    const refusal = invalidInput(rules(original.extensions["validationErrors"]));
    return { ...formatted, message: refusal.message, extensions: refusal.extensions };
  }
  const code = formatted.extensions?.["code"];
  const problem = inputProblem(error);
  if (problem) return { ...formatted, message: problem.message, extensions: problem.extensions };
  if (isErrorCode(code) && code !== "INTERNAL_SERVER_ERROR") {
    const { stacktrace: _internal, ...extensions } = formatted.extensions ?? {};
    return { ...formatted, extensions };
  }
  report(original);
  return {
    message: errorTable.INTERNAL_SERVER_ERROR.en,
    ...(formatted.path && { path: formatted.path }),
    ...(formatted.locations && { locations: formatted.locations }),
    extensions: { code: "INTERNAL_SERVER_ERROR" },
  };
}

function rules(errors: readonly ValidationError[], prefix = ""): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { property, constraints, children } of errors) {
    const name = prefix + property;
    if (constraints) found[name] = Object.values(constraints).join(", ");
    if (children?.length) Object.assign(found, rules(children, `${name}.`));
  }
  return found;
}
