import { createClient, type SubscribePayload } from "graphql-ws";

import type { Transport, TransportEvents } from "./stream.js";

/** Sent by the hub with a token that is not, or no longer, valid. */
const refusedCodes = [4401, 4403];
const longestWaitMs = 3_000;
const pingEveryMs = 10_000;
const pongWithinMs = 4_000;

/** What a transport needs to reach the hub. */
export interface TransportOptions extends TransportEvents {
  /** The hub's `/graphql`, `http:` or `https:`. */
  readonly url: string;
  readonly token: string;
}

/** The events of a transport over WebSocket. */
export interface WebSocketEvents {
  /** No connection was ever made, several times in a row: something in between lets none through. */
  readonly blocked: () => void;
}

/** So many attempts without a single connection, and WebSocket is taken for blocked. */
const attemptsUntilBlocked = 3;

/**
 * graphql-ws with a short back-off that the `online` event cuts shorter and a dead-peer check. It
 * subscribes again by itself, with the request as it is by then.
 */
export function makeWebSocketTransport({
  url,
  token,
  connected,
  lost,
  refused,
  blocked,
}: TransportOptions & WebSocketEvents): Transport {
  let overdue: ReturnType<typeof setTimeout> | undefined;
  let ever = false;
  let failures = 0;
  let up = false;

  const client = createClient({
    url: url.replace(/^http/, "ws"),
    connectionParams: { authorization: `Bearer ${token}` },
    // Always connected: a screen that subscribes must not wait for it, and the state shown is true.
    lazy: false,
    onNonLazyError: () => lost(),
    keepAlive: pingEveryMs,
    connectionAckWaitTimeout: 8_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: (event) => !isRefused(event),
    retryWait: (retries) => untilOnlineOr(Math.min(longestWaitMs, 250 * 2 ** retries)),
    on: {
      connected: () => {
        ever = up = true;
        connected();
      },
      ping: (received) => {
        if (!received) overdue = setTimeout(() => client.terminate(), pongWithinMs);
      },
      pong: (received) => {
        if (received) clearTimeout(overdue);
      },
      closed: (event) => {
        clearTimeout(overdue);
        if (isRefused(event)) return refused();
        // 1000: closed by ourselves.
        if ((event as CloseEvent).code === 1000) return;
        if (!ever && ++failures === attemptsUntilBlocked) blocked();
        if (up) lost();
        up = false;
      },
    },
  });

  const onOffline = (): void => {
    // The operating system knows before TCP does.
    if (up) lost();
    up = false;
    client.terminate();
  };
  addEventListener("offline", onOffline);

  return {
    subscribe: (request, sink) =>
      client.subscribe(request as unknown as SubscribePayload, sink as never),
    dispose() {
      removeEventListener("offline", onOffline);
      void client.dispose();
    },
  };
}

function isRefused(event: unknown): boolean {
  return refusedCodes.includes((event as Partial<CloseEvent>)?.code ?? 0);
}

/** Waits, or until the network is back. */
export function untilOnlineOr(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
  });
}
