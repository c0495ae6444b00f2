import { isJsonObject } from "../execution/own.js";
import type { Json } from "../execution/run.js";

/** A subgraph's own error, as far as it may be shown. */
export interface ReceivedError {
  readonly message: string;
  readonly code: string;
  /** In the subgraph's terms. */
  readonly path?: (string | number)[];
  readonly extensions: Json;
}

const CODE = /^[A-Z][A-Z0-9_]{1,63}$/;

/** Extensions under which servers are known to publish what happens inside them. */
const INTERNAL = new Set([
  "code",
  "subgraph",
  "stacktrace",
  "stack",
  "trace",
  "exception",
  "originalError",
  "debug",
  "debugMessage",
  "http",
  "request",
  "response",
  "serviceName",
  "service",
  "url",
  "query",
  "file",
  "line",
]);

/**
 * Reads the errors of a subgraph's answer. Nothing is presumed about their shape.
 *
 * @remarks A code that looks like one passes; anything else becomes `SUBGRAPH_ERROR`.
 */
export function readErrors(errors: readonly unknown[]): ReceivedError[] {
  return errors.map((error) => {
    const { message, path, extensions } = isJsonObject(error) ? error : {};
    const given = isJsonObject(extensions) ? extensions : {};
    const code = given["code"];
    return {
      message: typeof message === "string" && message !== "" ? message : "The subgraph failed.",
      code: typeof code === "string" && CODE.test(code) ? code : "SUBGRAPH_ERROR",
      ...(isPath(path) ? { path } : {}),
      extensions: Object.fromEntries(Object.entries(given).filter(([key]) => !INTERNAL.has(key))),
    };
  });
}

function isPath(path: unknown): path is (string | number)[] {
  return (
    Array.isArray(path) &&
    path.length > 0 &&
    path.every((element) => typeof element === "string" || typeof element === "number")
  );
}
