import type { ExecutionResult } from "graphql";
import { ErrorLog } from "../errors/error-log.js";
import type { PreparedOperation } from "../operation.js";
import { introspect } from "../projection/introspection.js";
import { ProjectionJob } from "../projection/job.js";
import type { Variant } from "../variants.js";
import type { DataSource, RequestContext } from "../sources/data-source.js";
import { EntityExchange } from "./entity-exchange.js";
import { EntityShares } from "./entity-shares.js";
import type { Json, Run } from "./run.js";
import { decide } from "./variables.js";

export interface ExecuteOptions {
  /** By the subgraph's name in the supergraph. */
  readonly dataSources: ReadonlyMap<string, DataSource>;
  /** As the client sent them. */
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

/**
 * Executes a query or a mutation.
 *
 * @returns a result in any case. What fails is null and has an error with its path,
 * `extensions.code` and, where a subgraph is the cause, `extensions.subgraph`. Variables that do
 * not fit give errors (`BAD_USER_INPUT`) and no data.
 */
export async function execute(
  operation: PreparedOperation,
  options: ExecuteOptions,
): Promise<ExecutionResult> {
  if (operation.type === "subscription") {
    throw new Error("A subscription is executed with subscribe().");
  }
  const decided = decide(operation, options.variables ?? {});
  if (decided.errors) return { errors: decided.errors };
  const { variant, variables } = decided;
  const run = startRun(operation, options, variables);
  await variant.run?.(run);
  return finishRun(operation, variant, run);
}

/** The state of a new execution. */
export function startRun(
  operation: PreparedOperation,
  options: ExecuteOptions,
  variables: Readonly<Json>,
): Run {
  const { dataSources, context, variables: rawVariables = {} } = options;
  return {
    root: {},
    rawVariables,
    variables,
    dataSources,
    context,
    exchange: new EntityExchange({ rawVariables, dataSources, context }),
    shares: operation.type === "mutation" ? undefined : new EntityShares(),
    visited: new Set(),
    repeated: new Set(),
    types: operation.compiled.types,
    errors: new ErrorLog(),
  };
}

/** Makes the result of what the subgraphs have answered. */
export function finishRun(
  { compiled: { parts } }: PreparedOperation,
  variant: Variant,
  run: Run,
): ExecutionResult {
  const answers = introspect(parts, variant.introspection, run.rawVariables);
  run.errors.replace(variant.toClientErrors);
  const job = new ProjectionJob(run.errors, answers, run.repeated);
  const data = (variant.project(run.root, job) ?? null) as Json | null;
  job.finish();
  const { errors } = run.errors;
  return errors.length === 0 ? { data } : { errors, data };
}
