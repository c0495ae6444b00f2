import type { ExecutionResult } from "graphql";
import type { PreparedOperation } from "../operation.js";
import type { RequestContext } from "../sources/data-source.js";
import { EventQueue } from "../sources/event-queue.js";
import {
  type PlannedStream,
  planStream,
  type PlanStreamOptions,
  type StreamEvent,
} from "./stream.js";

export interface SubscribeOptions extends PlanStreamOptions {
  readonly context: RequestContext;
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
  const planned = planStream(operation, options);
  if ("errors" in planned) return endingWith({ errors: planned.errors });

  let leave = (): void => undefined;
  const results = new EventQueue<ExecutionResult>(() => leave());
  const left = new AbortController();
  const { signal } = options.context;
  const context = {
    ...options.context,
    signal: signal ? AbortSignal.any([signal, left.signal]) : left.signal,
  };
  const { after } = planned;
  const upstream = planned.open(context, after === undefined ? {} : { after });
  leave = () => {
    left.abort();
    void Promise.resolve(upstream.return?.()).catch(() => undefined);
  };
  void pump(planned, context, upstream, results);
  return results;
}

async function pump(
  planned: PlannedStream,
  context: RequestContext,
  upstream: AsyncIterator<StreamEvent>,
  results: EventQueue<ExecutionResult>,
): Promise<void> {
  try {
    for (;;) {
      // A slow consumer leaves events in the source's buffer, not results in ours.
      await results.demand();
      const { done, value: event } = await upstream.next();
      if (done) break;
      if (event.response) results.push(await planned.complete(event.response, context));
    }
  } catch (thrown) {
    results.push(planned.toFailure(thrown));
  }
  results.end();
}

function endingWith(result: ExecutionResult): EventQueue<ExecutionResult> {
  const results = new EventQueue<ExecutionResult>(() => undefined);
  results.push(result);
  results.end();
  return results;
}
