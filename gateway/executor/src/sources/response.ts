import { SubgraphError } from "../errors/subgraph-error.js";
import { isJsonObject } from "../execution/own.js";
import type { SubgraphRequest, SubgraphResponse } from "./data-source.js";

/** A symbol, so that no subgraph can say it of itself. */
const PLAIN = Symbol("plain");

const IS_PLAIN = { value: true };

interface Plain {
  readonly [PLAIN]?: true;
}

/** Whether no string of an answer has anything that JSON escapes: then it can be sent on as it is. */
export function hasPlainStrings(response: SubgraphResponse & Plain): boolean {
  return response[PLAIN] === true;
}

/** Says the same of an answer that was made out of such a one. */
export function withPlainStrings(response: SubgraphResponse): SubgraphResponse & Plain {
  return Object.defineProperty(response, PLAIN, IS_PLAIN);
}

/**
 * Reads the body of an HTTP answer. By GraphQL over HTTP a GraphQL answer may come with any
 * status, so the body decides, and the status only says why there is no GraphQL in it.
 *
 * @throws SubgraphError when it is no GraphQL answer.
 */
export function readResponse(
  status: number,
  text: string,
  reader: NonNullable<SubgraphRequest["reader"]> = JSON,
): SubgraphResponse & Plain {
  let body: unknown;
  let cause: unknown;
  try {
    body = reader.parse(text);
  } catch (error) {
    cause = error;
  }
  if (isGraphQLResponse(body)) {
    // In JSON every character that has to be escaped was: without a backslash there is none.
    return text.includes("\\") ? body : withPlainStrings(body);
  }
  throw new SubgraphError(status >= 500 ? "SUBGRAPH_UNAVAILABLE" : "SUBGRAPH_INVALID_RESPONSE", {
    cause: cause ?? new Error(`HTTP status ${status}`),
  });
}

/** Whether a value has the shape of the specification's response. */
export function isGraphQLResponse(body: unknown): body is SubgraphResponse {
  if (!isJsonObject(body)) return false;
  const { data, errors } = body;
  if (errors !== undefined && !(Array.isArray(errors) && errors.length > 0)) return false;
  return isJsonObject(data) || (errors !== undefined && (data === null || data === undefined));
}
