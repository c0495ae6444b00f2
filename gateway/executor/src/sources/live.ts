import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { SubgraphError } from "../errors/subgraph-error.js";
import type { RequestContext, SubgraphRequest, SubgraphResponse } from "./data-source.js";
import { EventQueue } from "./event-queue.js";
import { identityOf, lastingHeaders } from "./identity.js";
import { deliver, isFull, toStreamPayload } from "./stream-events.js";

/** The streams of one subgraph. */
export interface LiveClients {
  subscribe(request: SubgraphRequest, context: RequestContext): AsyncIterable<SubgraphResponse>;
  close(): void;
}

/** One connection, for one identity. */
interface Connection {
  readonly client: Client;
  /** Reads no more of it until `resume`. */
  pause(): void;
  resume(): void;
  readonly streams: Set<EventQueue<SubgraphResponse>>;
}

/** What the client of a connection tells. */
interface Told {
  onAccepted(): void;
  onLost(cause: unknown): void;
}

/** A server that answers no ping for this long is gone, whatever TCP believes. */
const PING_MS = 12_000;

/** Makes a connection for all who ask as one, shared by their streams, closed with the last. */
export function createLiveClients(options: { url: string; timeoutMs: number }): LiveClients {
  const connections = new Map<string, Connection>();
  let paced = 0;

  const connect = (identity: string, headers: RequestContext["headers"]): Connection => {
    const streams: Connection["streams"] = new Set();
    let isInterruption = false;
    const onAccepted = (): void => void (isInterruption = true);
    const opened = openClient(options, headers, { onAccepted, onLost: drop });
    const connection: Connection = { ...opened, streams };
    // The client would take up its subscriptions again after some kinds of close, and nobody would
    // know that events were missed in between. A lost connection ends its streams instead.
    function drop(cause: unknown): void {
      if (connections.get(identity) === connection) connections.delete(identity);
      const error = new SubgraphError(closeCode(cause), { cause, isInterruption });
      for (const stream of streams) stream.fail(error);
      streams.clear();
      dispose(connection.client);
    }
    connections.set(identity, connection);
    return connection;
  };

  return {
    subscribe(request, context) {
      const { signal } = context;
      const headers = lastingHeaders(context.headers);
      const shared = identityOf(context.headers);
      // One that waits for its reader must not make others wait.
      const identity = request.isPaced ? `${shared}\n${paced++}` : shared;
      const connection = connections.get(identity) ?? connect(identity, headers);
      const { client, streams } = connection;
      const pace = (): void => {
        connection.pause();
        stream.onceAtMost(0, connection.resume);
      };
      const leave = (): void => {
        signal?.removeEventListener("abort", abort);
        if (!streams.delete(stream) || streams.size > 0) return;
        if (connections.get(identity) === connection) connections.delete(identity);
        // Not before the client has sent the `complete` of the last stream.
        queueMicrotask(() => dispose(client));
      };
      const stream = new EventQueue<SubgraphResponse>(() => {
        unsubscribe();
        leave();
      });
      const abort = (): void => void stream.return();
      streams.add(stream);
      const unsubscribe = client.subscribe(toStreamPayload(request), {
        next: (event) => {
          if (deliver(event, request, stream)) {
            if (request.isPaced && isFull(stream, request)) pace();
            return;
          }
          unsubscribe();
          leave();
        },
        error: (error) => {
          // A refusal in GraphQL's terms is an answer; anything else is the transport's.
          if (Array.isArray(error)) stream.push({ data: null, errors: error });
          if (Array.isArray(error)) stream.end();
          else stream.fail(new SubgraphError(closeCode(error), { cause: error }));
          leave();
        },
        complete: () => {
          stream.end();
          leave();
        },
      });
      if (signal?.aborted) abort();
      else signal?.addEventListener("abort", abort, { once: true });
      return stream;
    },
    close() {
      for (const { client, streams } of connections.values()) {
        for (const stream of streams) stream.end();
        dispose(client);
      }
      connections.clear();
    },
  };
}

function openClient(
  { url, timeoutMs }: { url: string; timeoutMs: number },
  headers: RequestContext["headers"],
  { onAccepted, onLost }: Told,
): Omit<Connection, "streams"> {
  let socket: WebSocket | undefined;
  class WebSocketWithHeaders extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers: { ...headers }, handshakeTimeout: timeoutMs });
      keep(this);
    }
  }
  const keep = (opened: WebSocket): void => void (socket = opened);
  let unanswered: NodeJS.Timeout | undefined;
  const client = createClient({
    url,
    webSocketImpl: WebSocketWithHeaders,
    connectionParams: { ...headers },
    retryAttempts: 0,
    shouldRetry: () => false,
    connectionAckWaitTimeout: timeoutMs,
    keepAlive: PING_MS,
    on: {
      ping: (isReceived) => {
        // While nothing is read no answer is.
        if (!isReceived)
          unanswered = setTimeout(() => socket?.isPaused || client.terminate(), PING_MS);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(unanswered);
      },
      connected: onAccepted,
      error: onLost,
      closed: (event) => {
        clearTimeout(unanswered);
        onLost(event);
      },
    },
  });
  return { client, pause: () => socket?.pause(), resume: () => socket?.resume() };
}

function dispose(client: Client): void {
  // It rejects when there never was a connection: nothing left to dispose of then.
  Promise.resolve(client.dispose()).catch(() => undefined);
}

/** graphql-ws's close codes 4504 and 4499 (ours, on a lost peer) are about time. */
function closeCode(cause: unknown): "SUBGRAPH_TIMEOUT" | "SUBGRAPH_UNAVAILABLE" {
  const code = (cause as { code?: unknown } | null)?.code;
  return code === 4504 || code === 4499 ? "SUBGRAPH_TIMEOUT" : "SUBGRAPH_UNAVAILABLE";
}
