import { type Accessor, createSignal } from "solid-js";

import {
  makeStream,
  type ResumableStream,
  type StreamOperation,
  type StreamSink,
  type Transport,
} from "./stream.js";
import { makeWebSocketTransport } from "./websocket.js";

/** How current the screen is: `catching-up` after a lost connection, while what was missed comes in. */
export type ConnectionState = "connecting" | "live" | "catching-up" | "offline";

/** The live connection of one signed-in person. */
export interface Live {
  readonly state: Accessor<ConnectionState>;
  /** @returns a function that ends the stream */
  subscribe(request: StreamOperation, sink: StreamSink): () => void;
  dispose(): void;
}

/** What {@link makeLive} takes. */
export interface LiveOptions {
  /** The hub's `/graphql`. */
  readonly url: string;
  readonly token: string;
  /** The hub does not accept the token, or no longer. */
  readonly onRefused: () => void;
}

/** What was missed has come when nothing came for this long. */
const settledMs = 250;

/**
 * All streams of a page over one WebSocket, or over server-sent events where something in between
 * lets no WebSocket through. After a loss every stream goes on where it was: nothing is loaded again
 * unless the hub says that something is missing.
 */
export function makeLive({ url, token, onRefused }: LiveOptions): Live {
  const [state, setState] = createSignal<ConnectionState>("connecting");
  const streams = new Set<ResumableStream>();
  let settling: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  const events = {
    connected: () => {
      if (state() === "offline") {
        setState("catching-up");
        for (const stream of streams) stream.resumed();
      }
      settle();
    },
    lost: () => {
      clearTimeout(settling);
      setState("offline");
    },
    refused: onRefused,
  };
  let transport: Transport = makeWebSocketTransport({
    url,
    token,
    ...events,
    blocked: () => void fallBack(),
  });

  /** Live once nothing more comes in; each message of the past puts that off. */
  function settle(): void {
    if (state() === "live") return;
    clearTimeout(settling);
    settling = setTimeout(() => setState("live"), state() === "catching-up" ? settledMs : 0);
  }

  async function fallBack(): Promise<void> {
    // The hub itself may be down: then WebSocket is as good as anything.
    const there = await fetch(new URL("/health", url)).then(
      (response) => response.ok,
      () => false,
    );
    if (!there || disposed) return;
    const { makeSseTransport } = await import("./sse.js");
    const webSocket = transport;
    transport = makeSseTransport({ url, token, ...events });
    for (const stream of streams) stream.open(transport);
    webSocket.dispose();
    // Without a stream there is no connection whose state could be shown.
    if (streams.size === 0) setState("live");
  }

  return {
    state,
    subscribe(request, sink) {
      const stream = makeStream(request, {
        ...sink,
        next: (result) => {
          settle();
          sink.next(result);
        },
      });
      streams.add(stream);
      stream.open(transport);
      return () => {
        streams.delete(stream);
        stream.close();
      };
    },
    dispose() {
      disposed = true;
      clearTimeout(settling);
      for (const stream of streams) stream.close();
      streams.clear();
      transport.dispose();
    },
  };
}
