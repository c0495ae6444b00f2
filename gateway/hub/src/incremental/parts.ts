import { executeIncrementally, type IncrementalMessage } from "@hutong/executor";
import type { FormattedExecutionResult, GraphQLFormattedError } from "graphql";
import { type Admitted, outcomesIn, type Pipeline } from "../pipeline.js";

/** One message of an answer that comes in parts: the result without what is deferred, then payloads. */
export interface ResultPart extends FormattedExecutionResult {
  readonly incremental?: readonly {
    readonly data: Record<string, unknown> | null;
    readonly path: readonly (string | number)[];
    readonly label?: string;
    readonly errors?: readonly GraphQLFormattedError[];
  }[];
  /** Absent where there is only one. */
  readonly hasNext?: boolean;
}

/** Executes an operation with `@defer` for a client that takes the result in parts. */
export type RunInParts = (admitted: Admitted) => AsyncGenerator<ResultPart, void, undefined>;

/**
 * Makes the execution in parts. What it yields is fit to leave; it never throws. `return()` ends what
 * is under way.
 */
export function createRunInParts(pipeline: Pipeline): RunInParts {
  return async function* runInParts({ operation, prepared, supergraph, variables, caller }) {
    const { requestId } = caller;
    const end = supergraph.use();
    const signal = operation.type === "mutation" ? undefined : caller.signal;
    const context = { headers: caller.headers, signal };
    const toPublic = ({ incremental, hasNext }: IncrementalMessage): ResultPart => ({
      ...(incremental && {
        incremental: incremental.map((payload) => pipeline.toPublicResult(payload, requestId)),
      }),
      hasNext,
    });
    try {
      const { dataSources } = supergraph;
      const { initial, rest } = await executeIncrementally(prepared, {
        dataSources,
        variables,
        context,
      });
      const extensions = outcomesIn(context);
      const first = pipeline.toPublicResult(
        extensions ? { ...initial, extensions } : initial,
        requestId,
      );
      if (!rest) return void (yield first);
      try {
        yield { ...first, hasNext: true };
        for await (const message of rest) yield toPublic(message);
      } finally {
        // The reader may have left between two parts.
        await rest.return();
      }
    } catch (error) {
      yield { ...pipeline.toFailed(error, requestId), hasNext: false };
    } finally {
      end();
    }
  };
}

/** The errors of a message, wherever in it they stand. */
export function errorsOfPart({ errors, incremental }: ResultPart): GraphQLFormattedError[] {
  return [...(errors ?? []), ...(incremental ?? []).flatMap((payload) => payload.errors ?? [])];
}
