import { toSubgraphError, SubgraphError } from "../errors/subgraph-error.js";
import type { FetchNode } from "../plan/query-plan.js";
import type { SubgraphRequest, SubgraphResponse } from "../sources/data-source.js";
import { reportFailure, reportReceived } from "./fetch-errors.js";
import { merge } from "./merge.js";
import { isJsonObject } from "./own.js";
import {
  type CollectRepresentations,
  compileRepresentations,
  type Representations,
} from "./representations.js";
import { responseNamesOf } from "./response-names.js";
import { applyRewrites } from "./rewrites.js";
import type { Json, Run, Step } from "./run.js";
import { collectTargets, type TargetPath } from "./targets.js";

/** A fetch with all that can be worked out before there are variables and data. */
export interface CompiledFetch {
  readonly node: FetchNode;
  readonly path: TargetPath;
  /** The request's JSON text up to the variables. */
  readonly head: string;
  /** The response names under which its data lands; worked out on the first failure. */
  responseNames(): ReadonlySet<string>;
}

/** Compiles a fetch that applies at a path. */
export function compileFetch(node: FetchNode, path: TargetPath): Step {
  const fetch = describeFetch(node, path);
  if (!node.requires) return (run) => fetchRoot(fetch, run);
  const collect = compileRepresentations(node.requires, node.inputRewrites);
  return (run) => fetchEntities(fetch, collect, run);
}

export function describeFetch(node: FetchNode, path: TargetPath): CompiledFetch {
  const named = node.operationName ? `,"operationName":${JSON.stringify(node.operationName)}` : "";
  let names: ReadonlySet<string> | undefined;
  return {
    node,
    path,
    head: `{"query":${JSON.stringify(node.operation)}${named},"variables":{`,
    responseNames: () => (names ??= responseNamesOf(node)),
  };
}

/** A fetch from the subgraph's root type; below the root when a field gives `Query` back. */
async function fetchRoot(fetch: CompiledFetch, run: Run): Promise<void> {
  const targets = collectTargets(run.root, fetch.path);
  if (targets.length === 0) return;
  const request = rootRequest(fetch, run);
  const response = await send(fetch, request, run, targets);
  if (response) mergeRoot(fetch, response, run, targets);
}

export function rootRequest(fetch: CompiledFetch, run: Run): SubgraphRequest {
  const variables: Json = {};
  const text = addVariables(fetch.node, run, variables).join(",");
  return toRequest(fetch, variables, text);
}

export function mergeRoot(
  fetch: CompiledFetch,
  response: SubgraphResponse,
  run: Run,
  targets: readonly Json[],
): void {
  const { data, errors } = response;
  if (isJsonObject(data)) {
    if (fetch.node.outputRewrites) applyRewrites(fetch.node.outputRewrites, data, run.types);
    for (const target of targets) merge(target, data, run.types);
  }
  if (errors && errors.length > 0) {
    reportReceived({ fetch, run, errors, targets, isWhole: !isJsonObject(data) });
  }
}

async function fetchEntities(
  fetch: CompiledFetch,
  collect: CollectRepresentations,
  run: Run,
): Promise<void> {
  const targets = collectTargets(run.root, fetch.path);
  if (targets.length === 0) return;
  const found = collect(targets, run.types);
  // A representation lacks a part only where an earlier fetch failed, and that one was reported.
  if (found.unusable.length > 0 && run.errors.errors.length > 0) {
    run.errors.explainGaps(found.unusable, fetch.responseNames());
  }
  if (found.texts.length === 0) return;

  const response = await send(fetch, entityRequest(fetch, found, run), run, found.targets.flat());
  if (response) mergeEntities(fetch, response, run, found);
}

function entityRequest(fetch: CompiledFetch, found: Representations, run: Run): SubgraphRequest {
  const list = `[${found.texts.join(",")}]`;
  const variables: Json = {
    // Parsed only for a source that does not send `body`.
    get representations() {
      return JSON.parse(list) as unknown;
    },
  };
  const others = addVariables(fetch.node, run, variables);
  return toRequest(fetch, variables, [`"representations":${list}`, ...others].join(","));
}

function mergeEntities(
  fetch: CompiledFetch,
  response: SubgraphResponse,
  run: Run,
  found: Representations,
): void {
  const { data, errors } = response;
  const entities = isJsonObject(data) ? data["_entities"] : undefined;
  const hasErrors = errors !== undefined && errors.length > 0;
  const isWhole = !Array.isArray(entities) || entities.length !== found.targets.length;
  if (isWhole && !hasErrors) {
    const failure = new SubgraphError("SUBGRAPH_INVALID_RESPONSE");
    reportFailure(fetch, run, failure, found.targets.flat());
    return;
  }
  if (!isWhole) {
    if (fetch.node.outputRewrites) applyRewrites(fetch.node.outputRewrites, entities, run.types);
    for (const [index, entity] of (entities as unknown[]).entries()) {
      if (!isJsonObject(entity)) continue;
      for (const target of found.targets[index]!) merge(target, entity, run.types);
    }
  }
  if (hasErrors) {
    reportReceived({
      fetch,
      run,
      errors,
      targets: found.targets.flat(),
      slots: found.targets,
      isWhole,
      isEmpty: (slot) => isWhole || !isJsonObject((entities as unknown[])[slot]),
    });
  }
}

async function send(
  fetch: CompiledFetch,
  request: SubgraphRequest,
  run: Run,
  targets: readonly Json[],
): Promise<SubgraphResponse | undefined> {
  const source = run.dataSources.get(fetch.node.serviceName);
  try {
    if (run.context.signal?.aborted) throw new SubgraphError("REQUEST_CANCELLED");
    if (!source) throw new SubgraphError("SUBGRAPH_UNAVAILABLE");
    const response = await source.execute(request, run.context);
    if (!isJsonObject(response.data) && !(response.errors && response.errors.length > 0)) {
      throw new SubgraphError("SUBGRAPH_INVALID_RESPONSE");
    }
    return response;
  } catch (thrown) {
    reportFailure(fetch, run, toSubgraphError(thrown), targets);
    return undefined;
  }
}

/** Adds the operation's own variables, as object members and as text. */
function addVariables(node: FetchNode, run: Run, variables: Json): string[] {
  const texts: string[] = [];
  for (const name of node.variableUsages ?? []) {
    const value = run.rawVariables[name];
    if (value === undefined || !Object.hasOwn(run.rawVariables, name)) continue;
    variables[name] = value;
    texts.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
  }
  return texts;
}

function toRequest(fetch: CompiledFetch, variables: Json, text: string): SubgraphRequest {
  const { operation, operationName, operationKind } = fetch.node;
  return {
    query: operation,
    ...(operationName ? { operationName } : {}),
    variables,
    kind: operationKind,
    body: `${fetch.head}${text}}}`,
  };
}
