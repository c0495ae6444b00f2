import type { ExecutionResult, GraphQLError } from "graphql";
import { ErrorLog } from "../errors/error-log.js";
import type { PreparedOperation } from "../operation.js";
import { introspect } from "../projection/introspection.js";
import { ProjectionJob } from "../projection/job.js";
import type { Variant } from "../variants.js";
import type { DataSource, RequestContext } from "../sources/data-source.js";
import { EntityExchange } from "./entity-exchange.js";
import { EntityShares } from "./entity-shares.js";
import { KnownTargets } from "./known-targets.js";
import type { Json, Run } from "./run.js";
import { decide } from "./variables.js";

export interface ExecuteOptions {
  /** By the subgraph's name in the supergraph. */
  readonly dataSources: ReadonlyMap<string, DataSource>;
  /** As the client sent them. */
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

/** A result whose data is JSON text already. */
export interface TextResult {
  readonly errors?: readonly GraphQLError[];
  /** Absent where nothing was executed. */
  readonly data?: string;
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
  return toObjects(await executeAsText(operation, options));
}

/** A result with its data as objects. */
export function toObjects<Rest extends TextResult>({ data, ...rest }: Rest): ExecutionResult {
  return data === undefined ? rest : { ...rest, data: JSON.parse(data) as Json | null };
}

/** Executes a query or a mutation as {@link execute} does, for a caller who needs no objects. */
export async function executeAsText(
  operation: PreparedOperation,
  options: ExecuteOptions,
): Promise<TextResult> {
  if (operation.type === "subscription") {
    throw new Error("A subscription is executed with subscribe().");
  }
  const decided = decide(operation, options.variables ?? {});
  if (decided.errors) return { errors: decided.errors };
  return executeVariant(operation, decided.variant, options, decided.variables);
}

/** Executes an operation whose conditions are decided. */
export async function executeVariant(
  operation: PreparedOperation,
  variant: Variant,
  options: ExecuteOptions,
  variables: Readonly<Json>,
): Promise<TextResult> {
  const run = startRun(operation, options, variables);
  await variant.run?.(run);
  return finishAsText(operation, variant, run);
}

/** The state of a new execution. */
export function startRun(
  operation: PreparedOperation,
  options: ExecuteOptions,
  variables: Readonly<Json>,
): Run {
  const { dataSources, context, variables: rawVariables = {} } = options;
  const answers = { havePlainStrings: true };
  return {
    root: {},
    rawVariables,
    variables,
    dataSources,
    context,
    answers,
    exchange: new EntityExchange({ rawVariables, dataSources, context, answers }),
    shares: operation.type === "mutation" ? undefined : new EntityShares(),
    targets: new KnownTargets(),
    visited: new Set(),
    repeated: new Set(),
    types: operation.compiled.types,
    errors: new ErrorLog(),
  };
}

/** Makes the result of what the subgraphs have answered. */
export function finishRun(
  operation: PreparedOperation,
  variant: Variant,
  run: Run,
): ExecutionResult {
  return toObjects(finishAsText(operation, variant, run));
}

/** The same with its data as JSON text. */
export function finishAsText(
  { compiled: { parts } }: PreparedOperation,
  variant: Variant,
  run: Run,
): TextResult {
  const introspected = introspect(parts, variant.introspection, run.rawVariables);
  run.errors.replace(variant.toClientErrors);
  const { havePlainStrings } = run.answers;
  const job = new ProjectionJob(run.errors, introspected, run.repeated, havePlainStrings);
  const data = variant.project(run.root, job) ?? "null";
  job.finish();
  const { errors } = run.errors;
  return errors.length === 0 ? { data } : { errors, data };
}
