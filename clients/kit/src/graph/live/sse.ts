import { createClient } from "graphql-sse";

import type { Transport } from "./stream.js";
import { type TransportOptions, untilOnlineOr } from "./websocket.js";

const longestWaitMs = 3_000;
/** The hub says something every 12 s; after this without a byte the connection is dead. */
const silentMs = 30_000;

/**
 * Server-sent events for where WebSocket is let through by nobody in between: a request for each
 * stream, made again after a loss with the place it has by then.
 */
export function makeSseTransport({
  url,
  token,
  connected,
  lost,
  refused,
}: TransportOptions): Transport {
  const client = createClient({
    url,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: Number.POSITIVE_INFINITY,
    retry: (retries) => {
      lost();
      return untilOnlineOr(Math.min(longestWaitMs, 250 * 2 ** retries));
    },
    on: { connected: () => connected() },
    fetchFn: async (input: string, init: RequestInit) => {
      const response = await fetch(input, init);
      if (response.status === 401) refused();
      return new Response(response.body && watched(response.body), response);
    },
  });
  return {
    subscribe: (request, sink) => client.subscribe(request as never, sink as never),
    dispose: () => client.dispose(),
  };
}

/** The same bytes, failing once none came for too long: a connection that died says nothing. */
function watched(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watch = (controller: TransformStreamDefaultController): void => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.error(new Error("the hub fell silent")), silentMs);
  };
  return body.pipeThrough(
    new TransformStream({
      start: watch,
      transform: (chunk, controller) => {
        watch(controller);
        controller.enqueue(chunk);
      },
      flush: () => clearTimeout(timer),
    }),
  );
}
