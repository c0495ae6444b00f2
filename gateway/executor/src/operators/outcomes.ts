import type { RequestContext } from "../sources/data-source.js";

/** How it went with an operator. */
export type OperatorStatus =
  /** It answered, if only with errors. */
  | "ok"
  /** Refused, reset, or a 5xx without GraphQL in it. */
  | "unavailable"
  /** No whole answer within its deadline. */
  | "timeout"
  /** It failed so often of late that it was not asked. */
  | "open"
  /** Too many requests wait for it already. */
  | "busy"
  /** It answered something that is no GraphQL. */
  | "invalid"
  /** The directory says that it is not to be asked. */
  | "paused";

/** What `extensions.operators` tells of one operator. */
export interface OperatorOutcome {
  readonly subgraph: string;
  readonly id: string;
  readonly status: OperatorStatus;
  /** How long the slowest of its answers, or its failure, took. */
  readonly milliseconds: number;
}

const byContext = new WeakMap<RequestContext, Map<string, OperatorOutcome>>();
const byExtensions = new WeakMap<object, readonly OperatorOutcome[]>();

/**
 * How it went with each operator that was asked in the execution with this context, for
 * `extensions.operators` of the response; of one asked several times, a failure if there was one.
 *
 * @param context - the very object given to `execute`, or to the option `extensions` of `subscribe`.
 * @param received - the event's own extensions, as given to that option.
 */
export function operatorOutcomes(context: RequestContext, received?: object): OperatorOutcome[] {
  const ofEvent = (received && byExtensions.get(received)) ?? [];
  const noted = [...ofEvent, ...(byContext.get(context)?.values() ?? [])];
  return noted.sort((a, b) => compare(a.subgraph, b.subgraph) || compare(a.id, b.id));
}

/** Notes beside an event how it went with its operators: in it a subgraph could claim anything. */
export function noteEventOutcomes(extensions: object, outcomes: readonly OperatorOutcome[]): void {
  byExtensions.set(extensions, outcomes);
}

export function noteOutcome(context: RequestContext, outcome: OperatorOutcome): void {
  let outcomes = byContext.get(context);
  if (!outcomes) byContext.set(context, (outcomes = new Map()));
  const key = `${outcome.subgraph}\n${outcome.id}`;
  const before = outcomes.get(key);
  outcomes.set(key, {
    ...outcome,
    status: before && before.status !== "ok" ? before.status : outcome.status,
    milliseconds: Math.max(before?.milliseconds ?? 0, outcome.milliseconds),
  });
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);
