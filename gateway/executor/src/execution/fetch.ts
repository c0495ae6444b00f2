import { toSubgraphError } from "../errors/subgraph-error.js";
import type { FetchNode } from "../plan/query-plan.js";
import { AnswerReader } from "../sources/answer-reader.js";
import type { SubgraphRequest, SubgraphResponse } from "../sources/data-source.js";
import { type EntityShape, entityShapeOf } from "./entity-shape.js";
import { fetchEntities } from "./fetch-entities.js";
import { reportFailure, reportReceived } from "./fetch-errors.js";
import { merge } from "./merge.js";
import { isJsonObject } from "./own.js";
import { compileRepresentations } from "./representations.js";
import { askSource, headOf, noteAnswer, variableTexts } from "./request.js";
import { responseNamesOf } from "./response-names.js";
import { applyRewrites } from "./rewrites.js";
import type { Json, Run, Step } from "./run.js";
import { collectTargets, type TargetPath } from "./targets.js";

/** A fetch with all that can be worked out before there are variables and data. */
export interface CompiledFetch {
  readonly node: FetchNode;
  readonly path: TargetPath;
  /** The path as one text. */
  readonly place: string;
  readonly isInList: boolean;
  /** The request's JSON text up to the variables. */
  readonly head: string;
  /** What it asks of entities, where it can be joined with other fetches. */
  readonly shape: EntityShape | undefined;
  /** Reads its answers. */
  readonly reader: AnswerReader;
  /** Equal for fetches that ask the same subgraph for the same. */
  readonly shareKey: string;
  /** The response names under which its data lands; worked out on the first failure. */
  responseNames(): ReadonlySet<string>;
}

/** Compiles a fetch that applies at a path. */
export function compileFetch(node: FetchNode, path: TargetPath): Step {
  const fetch = describeFetch(node, path);
  if (!node.requires) return (run) => fetchRoot(fetch, run);
  const representing = compileRepresentations(node.requires, node.inputRewrites, node.typename);
  return (run) => fetchEntities(fetch, representing, run);
}

export function describeFetch(node: FetchNode, path: TargetPath): CompiledFetch {
  let names: ReadonlySet<string> | undefined;
  const shape = node.requires && entityShapeOf(node);
  return {
    node,
    path,
    place: path.join("\n"),
    isInList: path.includes("@"),
    head: headOf(node),
    reader: new AnswerReader(node.operation),
    shape,
    shareKey: `${node.serviceName}\n${shape?.selection ?? ""}`,
    responseNames: () => (names ??= responseNamesOf(node)),
  };
}

/** A fetch from the subgraph's root type; below the root when a field gives `Query` back. */
async function fetchRoot(fetch: CompiledFetch, run: Run): Promise<void> {
  const targets = collectTargets(run.root, fetch.path);
  if (targets.length === 0) return;
  let response: SubgraphResponse;
  try {
    response = await askSource(run, fetch, rootRequest(fetch, run));
  } catch (thrown) {
    reportFailure(fetch, run, toSubgraphError(thrown), targets);
    return;
  }
  mergeRoot(fetch, response, run, targets);
}

export function rootRequest({ node, head, reader }: CompiledFetch, run: Run): SubgraphRequest {
  const { operation, operationName, operationKind, variableUsages = [] } = node;
  const names = variableUsages.filter((name) => Object.hasOwn(run.rawVariables, name));
  return {
    query: operation,
    ...(operationName ? { operationName } : {}),
    variables: Object.fromEntries(names.map((name) => [name, run.rawVariables[name]])),
    kind: operationKind,
    body: `${head}${variableTexts(names, run).join(",")}}}`,
    reader,
  };
}

export function mergeRoot(
  fetch: CompiledFetch,
  response: SubgraphResponse,
  run: Run,
  targets: readonly Json[],
): void {
  const { data, errors } = response;
  noteAnswer(run, response);
  if (isJsonObject(data)) {
    if (fetch.node.outputRewrites) applyRewrites(fetch.node.outputRewrites, data, run.types);
    for (const target of targets) merge(target, data, run.types);
    run.targets.forget();
  }
  if (errors && errors.length > 0) {
    reportReceived({ fetch, run, errors, targets, isWhole: !isJsonObject(data) });
  }
}
