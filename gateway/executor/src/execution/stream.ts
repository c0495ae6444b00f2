import type { ExecutionResult, GraphQLError } from "graphql";
import { toSubgraphError, SubgraphError } from "../errors/subgraph-error.js";
import type { PreparedOperation } from "../operation.js";
import type {
  DataSource,
  RequestContext,
  SubgraphRequest,
  SubgraphResponse,
} from "../sources/data-source.js";
import { isPosition } from "../sources/stream-events.js";
import { isJsonObject } from "./own.js";
import type { Json } from "./run.js";
import { finishAsText, startRun, type TextResult, toObjects } from "./execute.js";
import { mergeRoot, rootRequest } from "./fetch.js";
import { reportFailure } from "./fetch-errors.js";
import { decide } from "./variables.js";

/** A subscription with its variables decided: what is asked upstream, and what is made of its events. */
export interface PlannedStream {
  /** The subgraph that has the stream. */
  readonly subgraph: string;
  /** Absent when the supergraph names none for it. */
  readonly source: DataSource | undefined;
  /** What it is asked. Streams of one source with equal texts and variables have equal events. */
  readonly request: SubgraphRequest;
  /** Whether its events carry cursors that it can be opened after. */
  readonly isResumable: boolean;
  /** The cursor of the subgraph after which the client itself asked to begin. */
  readonly after: string | undefined;
  /** The client's variable that says so, where it says nothing else. */
  readonly positionVariable: string | undefined;
  /**
   * Opens the upstream.
   * @param options.after - where to begin; not the client's own place unless it is given here.
   */
  open(context: RequestContext, options?: OpenOptions): AsyncIterator<StreamEvent>;
  /** Runs the rest of the plan for an event and makes the client's result. Takes possession of it. */
  complete(response: SubgraphResponse, context: RequestContext): Promise<ExecutionResult>;
  /** The same for whoever needs no objects: the data is JSON text. */
  completeAsText(response: SubgraphResponse, context: RequestContext): Promise<TextEvent>;
  /** What a client is told when the upstream has failed. */
  toFailure(thrown: unknown): ExecutionResult;
}

/** The result of an event, its data JSON text already. */
export interface TextEvent extends TextResult {
  readonly extensions?: Record<string, unknown>;
}

/** What comes of an opened stream. */
export interface StreamEvent {
  /** Absent when it only tells how far the stream has come. */
  readonly response?: SubgraphResponse;
  /** The place right after it, for {@link OpenOptions.after}; opaque, the subgraph's own. */
  readonly cursor?: string;
}

export interface OpenOptions {
  readonly after?: string;
  /** See {@link SubgraphRequest.maxQueued}. */
  readonly maxQueued?: number;
  /** See {@link SubgraphRequest.isPaced}. */
  readonly isPaced?: boolean;
}

export interface PlanStreamOptions {
  /** By the subgraph's name in the supergraph. */
  readonly dataSources: ReadonlyMap<string, DataSource>;
  /** As the client sent them. */
  readonly variables?: Readonly<Record<string, unknown>>;
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
 * Decides a subscription by its variables.
 *
 * @returns errors (`BAD_USER_INPUT`) when they do not fit.
 */
export function planStream(
  operation: PreparedOperation,
  { dataSources, variables: rawVariables = {}, extensions }: PlanStreamOptions,
): PlannedStream | { readonly errors: readonly GraphQLError[] } {
  if (operation.type !== "subscription") throw new Error("Only a subscription has a stream.");
  const decided = decide(operation, rawVariables);
  if (decided.errors) return decided;
  const { variant, variables } = decided;
  const { primary, resumable } = variant;
  if (!primary) throw new Error("The planner gave no stream for the subscription.");
  const { serviceName } = primary.node;
  const source = dataSources.get(serviceName);
  const start = (context: RequestContext) =>
    startRun(operation, { dataSources, variables: rawVariables, context }, variables);
  // Read one by one: the variables are no property of the request's own.
  const {
    query,
    operationName,
    kind,
    variables: sent,
  } = rootRequest(primary, start({ headers: {} }));
  const request: SubgraphRequest = {
    query,
    ...(operationName !== undefined && { operationName }),
    ...(sent && { variables: { ...sent } }),
    ...(kind && { kind }),
  };
  const position = resumable?.variable.variable.name.value;
  // A variable that the client did not declare must not get into the place of ours.
  if (position !== undefined && request.variables) delete (request.variables as Json)[position];

  const completeAsText: PlannedStream["completeAsText"] = async (response, given) => {
    // Its own: what is noted of one event's fetches is not another's.
    const context = { ...given };
    const run = start(context);
    mergeRoot(primary, response, run, [run.root]);
    await variant.run?.(run);
    const result = finishAsText(operation, variant, run);
    const passed = extensions?.(response.extensions ?? {}, context);
    return passed ? { ...result, extensions: passed } : result;
  };

  return {
    subgraph: serviceName,
    source,
    request,
    isResumable: resumable !== undefined,
    after: resumable?.after(variables),
    positionVariable: resumable?.positionVariable,
    open(context, { after, maxQueued, isPaced } = {}) {
      if (!source) return { next: () => Promise.reject(new SubgraphError("SUBGRAPH_UNAVAILABLE")) };
      const isPlaced = position !== undefined && after !== undefined;
      const stream = source.subscribe(
        {
          ...request,
          ...(isPlaced && { variables: { ...request.variables, [position]: after } }),
          ...(resumable && { wantsPositions: true }),
          ...(maxQueued !== undefined && { maxQueued }),
          ...(isPaced && { isPaced }),
        },
        context,
      );
      return eventsOf(stream[Symbol.asyncIterator](), resumable?.path);
    },
    complete: async (response, given) => toObjects(await completeAsText(response, given)),
    completeAsText,
    toFailure(thrown) {
      const run = start({ headers: {} });
      reportFailure(primary, run, toSubgraphError(thrown), [run.root]);
      return { errors: variant.toClientErrors(run.errors.errors) };
    },
  };
}

/** @param path - the keys under which an event's data holds its cursor. */
function eventsOf(
  stream: AsyncIterator<SubgraphResponse>,
  path: readonly string[] | undefined,
): AsyncIterator<StreamEvent> {
  return {
    async next() {
      const { done, value: response } = await stream.next();
      if (done) return { done, value: undefined };
      if (isPosition(response)) return { done, value: { cursor: response.extensions.cursor } };
      const cursor = path && cursorIn(response.data, path);
      return { done, value: cursor === undefined ? { response } : { response, cursor } };
    },
    async return() {
      await stream.return?.();
      return { done: true, value: undefined };
    },
  };
}

function cursorIn(data: unknown, path: readonly string[]): string | undefined {
  let value = data;
  for (const key of path) value = isJsonObject(value) ? value[key] : undefined;
  return typeof value === "string" ? value : undefined;
}
