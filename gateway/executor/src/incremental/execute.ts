import type { ExecutionResult } from "graphql";
import {
  type ExecuteOptions,
  executeVariant,
  finishRun,
  startRun,
  toObjects,
} from "../execution/execute.js";
import { decide } from "../execution/variables.js";
import type { PreparedOperation } from "../operation.js";
import { Delivery, type IncrementalMessage } from "./delivery.js";

/** The answer to an operation of which parts are deferred. */
export interface IncrementalResult {
  /** Everything that is not deferred. */
  readonly initial: ExecutionResult;
  /** What was deferred, as it comes; absent where nothing is. `return()` ends all that is under way. */
  readonly rest?: AsyncGenerator<IncrementalMessage, void, undefined>;
}

/**
 * Executes a query or a mutation whose client takes `@defer`d parts of the result later.
 *
 * @returns in any case, as `execute()` does. The payloads are those of the incremental delivery draft
 * of August 2022 (`deferSpec=20220824`): each has the data of one deferred fragment at one place; an
 * error inside a fragment makes null no more than the fragment.
 */
export async function executeIncrementally(
  operation: PreparedOperation,
  options: ExecuteOptions,
): Promise<IncrementalResult> {
  const decided = decide(operation, options.variables ?? {}, true);
  if (decided.errors) return { initial: { errors: decided.errors } };
  const { variant, variables } = decided;
  const { deferred } = variant;
  if (!deferred) {
    const whole = await executeVariant(operation, variant, options, variables);
    return { initial: toObjects(whole) };
  }

  const left = new AbortController();
  const { signal } = options.context;
  const context = {
    ...options.context,
    signal: signal ? AbortSignal.any([signal, left.signal]) : left.signal,
  };
  const run = startRun(operation, { ...options, context }, variables);
  const delivery = new Delivery({ operation, variant, deferred, run, leave: () => left.abort() });
  await delivery.fetch(variant.run);
  const initial = finishRun(operation, variant, run);
  if (delivery.begin(initial.data)) return { initial, rest: delivery.messages };
  // Nothing of what is deferred has a place in the result.
  left.abort();
  return { initial };
}
