import { SubgraphError } from "../errors/subgraph-error.js";
import { isJsonObject } from "../execution/own.js";
import type { SubgraphRequest, SubgraphResponse } from "./data-source.js";
import type { EventQueue } from "./event-queue.js";
import { isGraphQLResponse } from "./response.js";

/** What is sent to open a stream. */
export interface StreamPayload {
  query: string;
  operationName?: string;
  variables?: Record<string, unknown>;
  extensions?: Record<string, unknown>;
}

export function toStreamPayload(request: SubgraphRequest): StreamPayload {
  const { query, operationName, variables, wantsPositions } = request;
  return {
    query,
    ...(operationName === undefined ? {} : { operationName }),
    ...(variables === undefined ? {} : { variables: { ...variables } }),
    ...(wantsPositions && { extensions: { resume: {} } }),
  };
}

/**
 * Puts what came of a stream into its queue.
 *
 * @returns false when nothing more may come: the upstream is to be ended.
 */
export function deliver(
  event: unknown,
  request: SubgraphRequest,
  stream: EventQueue<SubgraphResponse>,
): boolean {
  if (!isGraphQLResponse(event) && !(request.wantsPositions && isPosition(event))) {
    stream.fail(new SubgraphError("SUBGRAPH_INVALID_RESPONSE"));
    return false;
  }
  stream.push(event);
  if (!isFull(stream, request) || request.isPaced) return true;
  stream.fail(new SubgraphError("STREAM_OVERFLOW"));
  return false;
}

/** Whether more waits for the reader of a stream than may. */
export function isFull(
  stream: EventQueue<SubgraphResponse>,
  { maxQueued = Number.POSITIVE_INFINITY }: SubgraphRequest,
): boolean {
  return stream.length > maxQueued;
}

/** Whether an event only says how far the stream has come. */
export function isPosition(event: unknown): event is { extensions: { cursor: string } } {
  if (!isJsonObject(event)) return false;
  const { data, errors, extensions } = event;
  if (data !== undefined || errors !== undefined || !isJsonObject(extensions)) return false;
  return typeof extensions["cursor"] === "string";
}
