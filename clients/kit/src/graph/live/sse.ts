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
  const cuts = new Set<() => void>();
  const cutAll = (): void => {
    // The operating system knows before TCP does.
    for (const cut of cuts) cut();
  };
  addEventListener("offline", cutAll);

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
      return new Response(response.body && watched(response.body, cuts), response);
    },
  });
  return {
    subscribe: (request, sink) => client.subscribe(request as never, sink as never),
    dispose() {
      removeEventListener("offline", cutAll);
      client.dispose();
    },
  };
}

/** The same bytes, failing once none came for too long, as a connection that died says nothing, or when cut. */
function watched(
  body: ReadableStream<Uint8Array>,
  cuts: Set<() => void>,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let cut = (): void => {};
  const end = (): void => {
    clearTimeout(timer);
    cuts.delete(cut);
  };
  return new ReadableStream({
    start(controller) {
      cut = () => {
        end();
        controller.error(new Error("the connection to the hub is lost"));
        void reader.cancel();
      };
      cuts.add(cut);
      timer = setTimeout(cut, silentMs);
    },
    async pull(controller) {
      const { value, done } = await reader.read().catch((error: unknown) => {
        end();
        throw error;
      });
      clearTimeout(timer);
      if (done) {
        end();
        return controller.close();
      }
      timer = setTimeout(cut, silentMs);
      controller.enqueue(value);
    },
    cancel(reason) {
      end();
      return reader.cancel(reason);
    },
  });
}
