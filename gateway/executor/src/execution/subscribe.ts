import { type ExecutionResult } from "graphql";
import { toSubgraphError, SubgraphError } from "../errors/subgraph-error.js";
import type { PreparedOperation } from "../operation.js";
import type { RequestContext, SubgraphResponse } from "../sources/data-source.js";
import { EventQueue } from "../sources/event-queue.js";
import { type ExecuteOptions, finishRun, startRun } from "./execute.js";
import { type CompiledFetch, mergeRoot, rootRequest } from "./fetch.js";
import { reportFailure } from "./fetch-errors.js";
import type { Json, Run } from "./run.js";
import type { Variant } from "../variants.js";
import { decide } from "./variables.js";

export interface SubscribeOptions extends ExecuteOptions {
  /**
   * The `extensions` of an event's result, out of those it came with and the context in which the
   * rest of the plan ran for it. Default: none, as an event's own are the subgraph's business.
   */
  readonly extensions?: (
    received: Record<string, unknown>,
    context: RequestContext,
  ) => Record<string, unknown> | undefined;
}

/**
 * Executes a subscription: the primary's stream is held upstream, and the rest of the plan runs for
 * every event, one after the other.
 *
 * @remarks When the upstream is lost, the last result has no `data` and one error with the
 * subgraph's name and a code (`SUBGRAPH_UNAVAILABLE`, …); an upstream that completes just ends the
 * stream. `return()` closes the upstream at once, even while a `next()` is pending.
 */
export function subscribe(
  operation: PreparedOperation,
  options: SubscribeOptions,
): AsyncGenerator<ExecutionResult, void, undefined> {
  if (operation.type !== "subscription") {
    throw new Error("Only a subscription is executed with subscribe().");
  }
  const decided = decide(operation, options.variables ?? {});
  if (decided.errors) return endingWith({ errors: decided.errors });
  const { variant, variables } = decided;
  const { primary } = variant;
  if (!primary) throw new Error("The planner gave no stream for the subscription.");

  let leave = (): void => undefined;
  const results = new EventQueue<ExecutionResult>(() => leave());
  const left = new AbortController();
  const context = {
    ...options.context,
    signal: options.context.signal
      ? AbortSignal.any([options.context.signal, left.signal])
      : left.signal,
  };
  const scope = { operation, variant, primary, options: { ...options, context }, variables };
  const upstream = openUpstream(scope);
  leave = () => {
    left.abort();
    void Promise.resolve(upstream.return?.()).catch(() => undefined);
  };
  void pump(scope, upstream, results);
  return results;
}

interface Scope {
  readonly operation: PreparedOperation;
  readonly variant: Variant;
  readonly primary: CompiledFetch;
  readonly options: SubscribeOptions;
  readonly variables: Json;
}

function openUpstream({
  operation,
  primary,
  options,
  variables,
}: Scope): AsyncIterator<SubgraphResponse> {
  const source = options.dataSources.get(primary.node.serviceName);
  if (!source) return { next: () => Promise.reject(new SubgraphError("SUBGRAPH_UNAVAILABLE")) };
  const run = startRun(operation, options, variables);
  const stream = source.subscribe(rootRequest(primary, run), options.context);
  return stream[Symbol.asyncIterator]();
}

async function pump(
  scope: Scope,
  upstream: AsyncIterator<SubgraphResponse>,
  results: EventQueue<ExecutionResult>,
): Promise<void> {
  try {
    for (;;) {
      // A slow consumer leaves events in the source's buffer, not results in ours.
      await results.demand();
      const event = await upstream.next();
      if (event.done) break;
      results.push(await executeEvent(scope, event.value));
    }
  } catch (thrown) {
    const run = startRun(scope.operation, scope.options, scope.variables);
    reportFailure(scope.primary, run, toSubgraphError(thrown), [run.root]);
    results.push({ errors: scope.variant.toClientErrors(run.errors.errors) });
  }
  results.end();
}

async function executeEvent(scope: Scope, event: SubgraphResponse): Promise<ExecutionResult> {
  const { operation, variant, primary, options, variables } = scope;
  // Its own: what is noted of one event's fetches is not another's.
  const context = { ...options.context };
  const run: Run = startRun(operation, { ...options, context }, variables);
  mergeRoot(primary, event, run, [run.root]);
  await variant.run?.(run);
  const result = finishRun(operation, variant, run);
  const extensions = options.extensions?.(event.extensions ?? {}, context);
  return extensions ? { ...result, extensions } : result;
}

function endingWith(result: ExecutionResult): EventQueue<ExecutionResult> {
  const results = new EventQueue<ExecutionResult>(() => undefined);
  results.push(result);
  results.end();
  return results;
}
