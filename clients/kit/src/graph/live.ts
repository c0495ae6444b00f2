import { createClient, type FormattedExecutionResult, type SubscribePayload } from "graphql-ws";
import { type Accessor, createSignal } from "solid-js";

/** How current the screen is: `catching-up` after a lost connection, until what was missed is loaded. */
export type ConnectionState = "connecting" | "live" | "catching-up" | "offline";

/** The live connection of one signed-in person. */
export interface Live {
  readonly state: Accessor<ConnectionState>;
  subscribe(payload: SubscribePayload, sink: Sink): () => void;
  /** Called after each reconnection; what it loads is what the connection missed. */
  onReconnect(catchUp: () => Promise<void>): () => void;
  dispose(): void;
}

interface Sink {
  next(result: FormattedExecutionResult<Record<string, unknown>>): void;
  error(error: unknown): void;
  complete(): void;
}

export interface LiveOptions {
  readonly url: string;
  readonly token: string;
  /** The hub does not accept the token, or no longer. */
  readonly onRefused: () => void;
}

/** Sent by the hub with a token that is not, or no longer, valid. */
const refusedCodes = [4401, 4403];
const longestWaitMs = 3_000;
const pingEveryMs = 10_000;
const pongWithinMs = 4_000;

/**
 * graphql-ws with a short back-off that the `online` event cuts shorter, a dead-peer check, and a
 * word to the screens after each reconnection: the client subscribes again by itself but tells nobody
 * that events were missed in between.
 */
export function makeLive({ url, token, onRefused }: LiveOptions): Live {
  const [state, setState] = createSignal<ConnectionState>("connecting");
  const catchUps = new Set<() => Promise<void>>();
  let lost = false;
  let overdue: ReturnType<typeof setTimeout> | undefined;

  const client = createClient({
    url,
    connectionParams: { authorization: `Bearer ${token}` },
    // Always connected: a screen that subscribes must not wait for it, and the state shown is true.
    lazy: false,
    onNonLazyError: () => setState("offline"),
    keepAlive: pingEveryMs,
    connectionAckWaitTimeout: 8_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: (event) => !isRefused(event),
    retryWait: (retries) => untilOnlineOr(Math.min(longestWaitMs, 250 * 2 ** retries)),
    on: {
      connected: () => void caughtUp(),
      ping: (received) => {
        if (!received) overdue = setTimeout(() => client.terminate(), pongWithinMs);
      },
      pong: (received) => {
        if (received) clearTimeout(overdue);
      },
      closed: (event) => {
        clearTimeout(overdue);
        if (isRefused(event)) return onRefused();
        // 1000: closed by ourselves.
        if ((event as CloseEvent).code !== 1000) {
          lost = true;
          setState("offline");
        }
      },
    },
  });

  async function caughtUp(): Promise<void> {
    if (lost) {
      setState("catching-up");
      await Promise.allSettled([...catchUps].map((catchUp) => catchUp()));
      lost = false;
    }
    setState("live");
  }

  const onOffline = (): void => {
    lost = true;
    setState("offline");
    // The operating system knows before TCP does.
    client.terminate();
  };
  addEventListener("offline", onOffline);

  return {
    state,
    subscribe: (payload, sink) => client.subscribe(payload, sink),
    onReconnect(catchUp) {
      catchUps.add(catchUp);
      return () => catchUps.delete(catchUp);
    },
    dispose() {
      removeEventListener("offline", onOffline);
      void client.dispose();
    },
  };
}

function isRefused(event: unknown): boolean {
  return refusedCodes.includes((event as Partial<CloseEvent>)?.code ?? 0);
}

function untilOnlineOr(ms: number): Promise<void> {
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
