import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  ConstantBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from "cockatiel";
import { SubgraphError } from "../errors/subgraph-error.js";
import type { OperatorLimits } from "./limits.js";
import type { OperatorStatus } from "./outcomes.js";

/** Something to do at an operator's. */
export type Task<T> = (signal: AbortSignal) => Promise<T>;

/** Stands between the hub and one server: lets requests through, or not. */
export interface Guard {
  /** @param isRead - whether it may be done twice. */
  run<T>(task: Task<T>, isRead: boolean, signal: AbortSignal | undefined): Promise<T>;
}

const FAILURES: ReadonlySet<string> = new Set([
  "SUBGRAPH_UNAVAILABLE",
  "SUBGRAPH_TIMEOUT",
  "SUBGRAPH_INVALID_RESPONSE",
]);

const isFailure = (error: unknown): boolean =>
  error instanceof SubgraphError && FAILURES.has(error.code);

/**
 * From the outside in: the deadline, which holds for everything; the bound on what is under way, in
 * which a repetition keeps its place; the repetition; the circuit, which counts every attempt.
 */
export function createGuard(limits: Required<OperatorLimits>): Guard {
  const breaker: CircuitBreakerPolicy = circuitBreaker(
    // Nobody waited for the answer of the one request that was to try it: that proves nothing good.
    handleWhen((error) => isFailure(error) || breaker.state === CircuitState.HalfOpen),
    { breaker: new ConsecutiveBreaker(limits.failures), halfOpenAfter: limits.openMs },
  );
  const deadline = timeout(limits.timeoutMs, TimeoutStrategy.Aggressive);
  const bound = bulkhead(limits.concurrency, limits.queue);
  const repeat = retry(handleWhen(isFailure), {
    maxAttempts: limits.retries,
    backoff: new ConstantBackoff(limits.retryDelayMs),
  });
  const once = wrap(deadline, bound, breaker);
  const again = wrap(deadline, bound, repeat, breaker);

  return {
    async run(task, isRead, asked) {
      let failure: unknown;
      const attempt = async ({ signal }: { signal: AbortSignal }) => {
        try {
          return await task(signal);
        } catch (error) {
          // The deadline ends a request in the way the client does; only one is the operator's fault.
          const isLate = signal.aborted && !asked?.aborted;
          failure = isLate ? new SubgraphError("SUBGRAPH_TIMEOUT", { cause: error }) : error;
          throw failure;
        }
      };
      try {
        return await (isRead ? again : once).execute(attempt, asked);
      } catch (error) {
        // The last attempt may have opened the circuit before the next: it is why nothing came.
        throw error instanceof BrokenCircuitError ? (failure ?? error) : error;
      }
    },
  };
}

/** What a failure of {@link Guard.run} says of the operator. */
export function statusOf(error: unknown): OperatorStatus {
  if (error instanceof BrokenCircuitError) return "open";
  if (error instanceof BulkheadRejectedError) return "busy";
  if (error instanceof TaskCancelledError) return "timeout";
  if (!(error instanceof SubgraphError)) return "unavailable";
  if (error.code === "SUBGRAPH_TIMEOUT") return "timeout";
  return error.code === "SUBGRAPH_INVALID_RESPONSE" ? "invalid" : "unavailable";
}
