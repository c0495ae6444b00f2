import { isJsonObject } from "../execution/own.js";
import type { Json } from "../execution/run.js";
import type { OperatorStatus } from "./outcomes.js";

/** An error as a subgraph would send it. */
export interface OperatorError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Json & { readonly code: string };
}

type Path = readonly (string | number)[];

const MESSAGES: Readonly<Record<Exclude<OperatorStatus, "ok">, string>> = {
  unavailable: "The operator could not be reached.",
  timeout: "The operator did not answer in time.",
  open: "The operator has failed repeatedly and is not asked for a while.",
  busy: "Too many requests are waiting for the operator.",
  invalid: "The operator gave an answer that is not GraphQL.",
  paused: "The operator does not serve at present.",
};

/** Nothing came from an operator; the status tells why. */
export function missingError(operator: string, status: OperatorStatus, path: Path): OperatorError {
  const reason = status === "ok" ? "invalid" : status;
  return {
    message: MESSAGES[reason],
    path,
    extensions: { code: "OPERATOR_UNAVAILABLE", operator, status: reason },
  };
}

export const pausedError = (operator: string, path: Path): OperatorError =>
  missingError(operator, "paused", path);

/** @param name - as the client or the data gave it; empty where nothing was given. */
export function unknownError(name: string, path: Path): OperatorError {
  return {
    message: name === "" ? "No operator is named." : "There is no such operator.",
    path,
    // It stands at every place: what a client made up need not come back in full length.
    extensions: { code: "OPERATOR_UNKNOWN", operator: name.slice(0, 64) },
  };
}

export function refusedError(code: string, message: string, path: Path): OperatorError {
  return { message, path, extensions: { code } };
}

/** An operator's own error at another place, and whose it is. */
export function placedError(
  error: unknown,
  operators: readonly string[],
  path: Path | undefined,
): Json {
  const given = isJsonObject(error) ? error : {};
  const extensions = isJsonObject(given["extensions"]) ? given["extensions"] : {};
  const [operator] = operators;
  return {
    ...given,
    path,
    extensions: operators.length === 1 ? { ...extensions, operator } : extensions,
  };
}

/** Where an operator says that its error is. */
export function pathOf(error: unknown): Path | undefined {
  const path = isJsonObject(error) ? error["path"] : undefined;
  return Array.isArray(path) && path.length > 0 ? (path as Path) : undefined;
}
