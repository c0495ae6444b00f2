import { setImmediate as nextTurn } from "node:timers/promises";
import type { Operations } from "../operations/operations.js";
import type { Planning } from "./planning.js";
import type { Supergraph } from "./supergraph.js";

/** Far more than most clients have; a plan of a large operation takes tens of milliseconds. */
const maxOperations = 500;

/** A new supergraph is not kept waiting longer than this; what is left is planned when it is asked. */
const maxMs = 5_000;

/**
 * Plans for a supergraph that is to come what clients have lately asked of the present one. Without
 * it every client would wait for a plan at the same moment, and all others behind them.
 *
 * @returns how many plans are ready. Operations that the new schema does not admit are left out:
 * whoever sends one is told so then.
 */
export function createWarming({
  operations,
  planning,
}: {
  readonly operations: Operations;
  readonly planning: Planning;
}) {
  return async (next: Supergraph, present: Supergraph, signal: AbortSignal): Promise<number> => {
    const until = performance.now() + maxMs;
    let planned = 0;
    // Requests are answered between two plans.
    const mayGoOn = async (): Promise<boolean> => {
      await nextTurn();
      return !signal.aborted && performance.now() <= until;
    };
    for (const { request, operation } of operations.lately(present.schema, maxOperations)) {
      if (!(await mayGoOn())) break;
      try {
        const prepared = planning.plan(next, operations.find(next.schema, request));
        // With `@skip`, `@include` and `@defer` as clients set them.
        for (const use of planning.planned(operation)?.uses() ?? []) {
          if (!(await mayGoOn())) break;
          prepared.prepareFor(use);
        }
        planned += prepared.uses().length;
      } catch {
        continue;
      }
    }
    return planned;
  };
}
