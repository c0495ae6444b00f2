import type { OperationTypeNode } from "graphql";

/** Who asks. Opaque to the executor: the headers are forwarded as given. */
export interface RequestContext {
  readonly headers: Readonly<Record<string, string>>;
  /** Aborting it stops the fetches under way and starts no further ones. */
  readonly signal?: AbortSignal;
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
}

/**
 * A subgraph's answer.
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
  /** Ends or throws when the upstream does; `return()` closes the upstream. */
  subscribe(request: SubgraphRequest, context: RequestContext): AsyncIterable<SubgraphResponse>;
  /** Ends all streams and connections. */
  close(): Promise<void>;
}
