import type { OperationTypeNode } from "graphql";

/** Who asks. Opaque to the executor: the headers are forwarded as given. */
export interface RequestContext {
  readonly headers: Readonly<Record<string, string>>;
  /** Aborting it stops the fetches under way and starts no further ones. */
  readonly signal?: AbortSignal;
  /**
   * Whether what is asked about entities may become one request with what other executions ask, in
   * the same turn and with equal headers. Nobody can cancel such a request. Default: it may not.
   */
  readonly isJoinable?: boolean;
}

/** A request that asks for the same of each of some entities, in the parts of its JSON text. */
export interface EntityTexts {
  /** What it asks for: equal texts ask for the same, whatever the operation is called. */
  readonly asks: string;
  /** Up to the representations' variable. */
  readonly head: string;
  readonly texts: readonly string[];
  /** What comes after their list. */
  readonly tail: string;
}

/** One operation for one subgraph. */
export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What the operation does; only a `query` may be sent twice. */
  readonly kind?: `${OperationTypeNode}`;
  /**
   * The request as the JSON text that goes over the wire, where the executor has it already:
   * always the same as `JSON.stringify({ query, operationName, variables })`.
   */
  readonly body?: string;
  /** The parts of {@link body}, where it asks about the entities of one list. */
  readonly entities?: EntityTexts;
  /** Reads the text of its answer; `JSON.parse` will do. */
  readonly reader?: { parse(text: string): unknown };
  /** Of a stream: whether it may be told, in events without data, how far it has come. */
  readonly wantsPositions?: boolean;
  /**
   * How many events of a stream may wait for its reader. Beyond it the upstream is ended, and the
   * stream fails with `STREAM_OVERFLOW` once those that wait are read. Default: any number.
   */
  readonly maxQueued?: number;
  /**
   * Of a stream: whether it waits for its reader. It then has a connection to itself, of which
   * nothing is read while more than {@link maxQueued} events wait. Over callbacks it has no effect.
   */
  readonly isPaced?: boolean;
}

/**
 * A subgraph's answer, or an event of its stream. An event with neither data nor errors only tells,
 * in `extensions.cursor`, how far the stream has come.
 *
 * @remarks The executor takes possession of `data` and writes into it: a source that hands the
 * same answer to several callers gives each its own copy.
 */
export interface SubgraphResponse {
  data?: Record<string, unknown> | null;
  errors?: readonly unknown[];
  extensions?: Record<string, unknown>;
}

/** How one subgraph is reached. */
export interface DataSource {
  /** @throws SubgraphError when there is no GraphQL answer. */
  execute(request: SubgraphRequest, context: RequestContext): Promise<SubgraphResponse>;
  /** Ends or throws when the upstream does; `return()` of its iterator closes the upstream. */
  subscribe(request: SubgraphRequest, context: RequestContext): AsyncIterable<SubgraphResponse>;
  /** Ends all streams and connections. */
  close(): Promise<void>;
}
