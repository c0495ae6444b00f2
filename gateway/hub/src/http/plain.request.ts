import type { IncomingMessage } from "node:http";
import type { OperationRequest } from "../operations/operations.js";

/** Spellings of "JSON in UTF-8" that clients use. */
const jsonTypes = new Set([
  "application/json",
  "application/json; charset=utf-8",
  "application/json;charset=utf-8",
]);

/** What is answered with `application/json` without negotiation. */
const jsonAccepts = new Set([
  "*/*",
  "application/json",
  "application/json, */*",
  "application/json,*/*",
  "application/json, text/plain, */*",
]);

/** Whether the headers speak of one JSON operation by POST, and of nothing that needs a closer look. */
export function isPlain(
  { method, url, headers }: IncomingMessage,
  { maxBodyBytes, cors }: { readonly maxBodyBytes: number; readonly cors: readonly string[] },
): boolean {
  return (
    method === "POST" &&
    url === "/graphql" &&
    jsonTypes.has(headers["content-type"] ?? "") &&
    (headers.accept === undefined || jsonAccepts.has(headers.accept)) &&
    headers["content-encoding"] === undefined &&
    headers["transfer-encoding"] === undefined &&
    Number(headers["content-length"]) <= maxBodyBytes &&
    cors.length === 0
  );
}

/** Keys by which a JSON text could reach a prototype, escaped or not: left to the careful parser. */
const suspect = /__proto__|"constructor"|\\u00/;

/** The operation of a body that holds one, and no extension such as a persisted query. */
export function readPlainOperation(body: Buffer): OperationRequest | undefined {
  const text = body.toString();
  if (suspect.test(text)) return undefined;
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof given !== "object" || given === null) return undefined;
  const { query, operationName, variables, extensions } = given as Record<string, unknown>;
  const isPlainOperation =
    typeof query === "string" &&
    query !== "" &&
    (operationName === undefined || operationName === null || typeof operationName === "string") &&
    (variables === undefined || isObject(variables)) &&
    extensions === undefined;
  return isPlainOperation ? { query, operationName, variables } : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
