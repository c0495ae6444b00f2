import { SubgraphError } from "../errors/subgraph-error.js";
import type { FetchNode } from "../plan/query-plan.js";
import type { SubgraphRequest, SubgraphResponse } from "../sources/data-source.js";
import type { CompiledFetch } from "./fetch.js";
import { isJsonObject } from "./own.js";
import type { Json, Run } from "./run.js";

/** The parts of a fetch that a request is made of. */
export type Requested = Pick<CompiledFetch, "node" | "head">;

/** What of an execution a request needs. */
export type Asker = Pick<Run, "rawVariables" | "dataSources" | "context">;

/** A request's JSON text up to the variables. */
export function headOf(node: FetchNode): string {
  const named = node.operationName ? `,"operationName":${JSON.stringify(node.operationName)}` : "";
  return `{"query":${JSON.stringify(node.operation)}${named},"variables":{`;
}

export function toRequest(
  { node, head }: Requested,
  variables: Json,
  text: string,
): SubgraphRequest {
  const { operation, operationName, operationKind } = node;
  return {
    query: operation,
    ...(operationName ? { operationName } : {}),
    variables,
    kind: operationKind,
    body: `${head}${text}}}`,
  };
}

/** Adds the operation's own variables, as object members and as text. */
export function variableTexts(names: Iterable<string>, asker: Asker, variables: Json): string[] {
  const texts: string[] = [];
  for (const name of names) {
    const value = asker.rawVariables[name];
    if (value === undefined || !Object.hasOwn(asker.rawVariables, name)) continue;
    variables[name] = value;
    texts.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
  }
  return texts;
}

/** @throws SubgraphError, or whatever a data source throws, when there is no GraphQL answer. */
export async function askSource(
  { dataSources, context }: Asker,
  { node }: Requested,
  request: SubgraphRequest,
): Promise<SubgraphResponse> {
  const source = dataSources.get(node.serviceName);
  if (context.signal?.aborted) throw new SubgraphError("REQUEST_CANCELLED");
  if (!source) throw new SubgraphError("SUBGRAPH_UNAVAILABLE");
  const response = await source.execute(request, context);
  if (!isJsonObject(response.data) && !(response.errors && response.errors.length > 0)) {
    throw new SubgraphError("SUBGRAPH_INVALID_RESPONSE");
  }
  return response;
}
