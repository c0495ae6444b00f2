import type { DataSource } from "./data-source.js";
import { SubgraphError } from "../errors/subgraph-error.js";
import { Deadlines } from "./deadlines.js";
import { JoinedRequests } from "./joined-requests.js";
import { type CallbackDesk, createCallbackClients } from "./live-callback.js";
import { createSseClients } from "./live-sse.js";
import { createLiveClients, type LiveClients } from "./live.js";
import { post } from "./post.js";
import { createPlainWire } from "./wire/plain-wire.js";
import { createTlsWire } from "./wire/tls-wire.js";

export interface HttpDataSourceOptions {
  /** The subgraph's name in the supergraph. */
  readonly name: string;
  readonly url: string;
  /** Where subscriptions go. Default: `url`; over WebSocket with `ws:` for `http:` and `wss:` for `https:`. */
  readonly subscriptionUrl?: string;
  /**
   * How they are carried: `graphql-transport-ws` (the default), server-sent events, or by calls of
   * the subgraph at a desk of ours.
   */
  readonly live?: "websocket" | "sse" | CallbackDesk;
  /**
   * How long an answer may take, in milliseconds; for a stream, how long the server may take to
   * accept the connection. Default 30 000; later it is a `SUBGRAPH_TIMEOUT`.
   */
  readonly timeoutMs?: number;
  /** Connections kept open. Default 32; further requests wait for one. */
  readonly connections?: number;
  /** The largest answer accepted, in bytes. Default 64 MiB; more is a `SUBGRAPH_INVALID_RESPONSE`. */
  readonly maxResponseBytes?: number;
}

/**
 * A subgraph reached by GraphQL over HTTP, its subscriptions by the protocol it speaks.
 *
 * @remarks The context's headers go with every request; on a WebSocket they go with the handshake
 * and, as the same object, with `connection_init`. Streams share a connection only where all
 * headers are equal, since a connection has one identity.
 */
export function createHttpDataSource(options: HttpDataSourceOptions): DataSource {
  const url = new URL(options.url);
  const timeoutMs = options.timeoutMs ?? 30_000;
  const createWire = url.protocol === "https:" ? createTlsWire : createPlainWire;
  const wire = createWire({
    url,
    connections: options.connections ?? 32,
    maxBytes: options.maxResponseBytes ?? 64 * 1024 * 1024,
    timeoutMs,
  });
  const live = createLive(options, timeoutMs);
  const target = { wire, deadlines: new Deadlines(timeoutMs) };
  const joined = new JoinedRequests((request, context) => post(target, request, context));

  return {
    execute: (request, context) => joined.execute(request, context),
    subscribe: (request, context) => live.subscribe(request, context),
    async close() {
      live.close();
      await wire.destroy(new SubgraphError("REQUEST_CANCELLED"));
    },
  };
}

function createLive(options: HttpDataSourceOptions, timeoutMs: number): LiveClients {
  const { live = "websocket", subscriptionUrl: url = options.url } = options;
  if (live === "sse") return createSseClients({ url, timeoutMs });
  if (live !== "websocket") return createCallbackClients({ url, timeoutMs, desk: live });
  return createLiveClients({ url: url.replace(/^http/, "ws"), timeoutMs });
}
