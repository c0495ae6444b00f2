import {
  executeAsText,
  type OperatorOutcome,
  operatorOutcomes,
  type PreparedOperation,
  type RequestContext,
} from "@hutong/executor";
import type { ExecutionResult, FormattedExecutionResult, GraphQLError } from "graphql";
import type { Logger } from "pino";
import { isPublic, joinOutages, refusal, toGraphQLError, toPublicError } from "./errors.js";
import type { Authorization } from "./authorization/authorization.js";
import type { VerifiedToken } from "./identity/identity.js";
import type { KnownOperation, OperationRequest, Operations } from "./operations/operations.js";
import type { Planning } from "./planning/planning.js";
import type { Supergraph } from "./planning/supergraph.js";
import type { Supergraphs } from "./planning/supergraphs.js";

/** Who asks, and what goes to the subgraphs on their behalf. */
export interface Caller {
  /** Absent in open mode, and for someone without a token. */
  readonly token?: VerifiedToken;
  /** Forwarded to every subgraph: `authorization`, `x-request-id` and the configured ones. */
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

/** An operation that passed every stage before execution. */
export interface Admitted {
  readonly request: OperationRequest;
  readonly operation: KnownOperation;
  readonly prepared: PreparedOperation;
  readonly supergraph: Supergraph;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
}

/** A result as it leaves the hub, its data already JSON text. */
export interface PublicTextResult extends Omit<FormattedExecutionResult, "data"> {
  /** Absent where nothing was executed. */
  readonly data?: string;
}

/** What all transports share: from an operation as text to a result. */
export interface Pipeline {
  /**
   * Takes a request through operations, authorization and planning.
   * @throws Refusal with the codes of those stages; `SUBGRAPH_UNAVAILABLE` before the first supergraph.
   */
  admit(request: OperationRequest, caller: Caller): Admitted;
  /** Executes a query or mutation. Never rejects: what fails is in `errors`, fit to leave. */
  run(admitted: Admitted): Promise<FormattedExecutionResult>;
  /** The same, for a transport that sends text. */
  runAsText(admitted: Admitted): Promise<PublicTextResult>;
  /** A result as it may leave; what is masked in it stands in the log under the same request id. */
  toPublicResult<Rest extends object>(
    result: Rest & Pick<ExecutionResult, "errors">,
    requestId: string,
  ): Omit<Rest, "errors"> & Pick<FormattedExecutionResult, "errors">;
  /** What is answered when something threw. */
  toFailed(thrown: unknown, requestId: string): Pick<FormattedExecutionResult, "errors">;
}

/** The stages a {@link Pipeline} leads through. */
export interface PipelineStages {
  /** Whether an operation needs a token; open mode does not. */
  readonly requireToken: boolean;
  readonly operations: Operations;
  readonly supergraphs: Supergraphs;
  /** Absent in open mode. */
  readonly authorization: Authorization | false;
  readonly planning: Planning;
  /** What becomes of subgraphs' errors whose code is not in the table. */
  readonly foreignErrors: "masked" | "passed";
  readonly logger: Logger;
}

/** How it went with each operator, for whoever wants to know why something is missing. */
export function outcomesIn(
  context: RequestContext,
  received?: object,
): { operators: OperatorOutcome[] } | undefined {
  const operators = operatorOutcomes(context, received);
  return operators.length > 0 ? { operators } : undefined;
}

/** Joins the stages. */
export function createPipeline({
  requireToken,
  operations,
  supergraphs,
  authorization,
  planning,
  foreignErrors,
  logger,
}: PipelineStages): Pipeline {
  function toPublicResult<Rest extends object>(
    result: Rest & Pick<ExecutionResult, "errors">,
    requestId: string,
  ): Omit<Rest, "errors"> & Pick<FormattedExecutionResult, "errors"> {
    const { errors, ...rest } = result;
    if (!errors?.length) return rest;
    const passes = ({ extensions }: GraphQLError): boolean =>
      foreignErrors === "passed" && extensions.subgraph !== undefined;
    for (const error of errors) {
      if (!isPublic(error) && !passes(error))
        logger.error(
          { requestId, path: error.path, err: error.originalError ?? error },
          "error masked",
        );
    }
    const leaving = errors.map((error) =>
      passes(error) ? error.toJSON() : toPublicError(error, requestId),
    );
    return { errors: joinOutages(leaving), ...rest };
  }

  const toFailed: Pipeline["toFailed"] = (thrown, requestId) =>
    toPublicResult({ errors: [toGraphQLError(thrown)] }, requestId);

  async function runAsText({
    operation,
    prepared,
    supergraph,
    variables,
    caller,
  }: Admitted): Promise<PublicTextResult> {
    const end = supergraph.use();
    // A mutation is carried through though nobody waits for its answer any more: half of it would be worse.
    const signal = operation.type === "mutation" ? undefined : caller.signal;
    const context = { headers: caller.headers, signal };
    try {
      const { dataSources } = supergraph;
      const result = await executeAsText(prepared, { dataSources, variables, context });
      const extensions = outcomesIn(context);
      return toPublicResult(extensions ? { ...result, extensions } : result, caller.requestId);
    } catch (error) {
      return toFailed(error, caller.requestId);
    } finally {
      end();
    }
  }

  async function run(admitted: Admitted): Promise<FormattedExecutionResult> {
    const { data, ...rest } = await runAsText(admitted);
    if (data === undefined) return rest;
    return { ...rest, data: JSON.parse(data) as FormattedExecutionResult["data"] };
  }

  return {
    admit(request, caller) {
      const supergraph = supergraphs.current;
      if (!supergraph)
        throw refusal("SUBGRAPH_UNAVAILABLE", "The hub is waiting for its subgraphs to start.");
      const operation = operations.find(supergraph.schema, request);
      if (requireToken && !caller.token && !operation.introspectionOnly)
        throw refusal("UNAUTHENTICATED");
      const permitted = authorization
        ? authorization.permit(supergraph, operation, caller.token)
        : operation;
      const prepared = planning.plan(supergraph, permitted);
      const variables = request.variables ?? {};
      return { request, operation, prepared, supergraph, variables, caller };
    },

    run,
    runAsText,
    toPublicResult,
    toFailed,
  };
}
