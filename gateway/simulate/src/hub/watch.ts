import { createClient } from "graphql-ws";
import { WebSocket } from "ws";

import type { HubClient, Who } from "./client.js";

/** A message of a stream, with its data or what went wrong. */
export interface Message {
  readonly data?: Record<string, any> | null;
  readonly errors?: readonly { readonly extensions?: Record<string, unknown> }[];
  readonly extensions?: { readonly cursor?: string; readonly gap?: unknown };
}

/** A subscription that comes back where it was, whatever happens to its connection. */
export interface Watch {
  /** Resolves once the hub has said that the stream is open. */
  readonly opened: Promise<void>;
  /** Cuts the connection, as a bad network does; it comes back by itself. */
  readonly cut: () => void;
  readonly stop: () => Promise<void>;
}

/** Watches from now on, and misses nothing from then on. */
export function watch(
  hub: HubClient,
  who: Who,
  query: string,
  variables: object,
  onMessage: (message: Message) => void,
): Watch {
  let cursor: string | undefined;
  let stopped = false;
  let socket: WebSocket | undefined;
  const remember = (opened: WebSocket): void => void (socket = opened);
  let open: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));

  const consume = async (): Promise<void> => {
    const client = createClient({
      url: `${hub.url.replace(/^http/, "ws")}/graphql`,
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocols: string) {
          super(address, protocols);
          remember(this);
        }
      },
      connectionParams: async () => ({ authorization: `Bearer ${await hub.tokenOf(who)}` }),
      // Coming back is ours to do, with the place.
      retryAttempts: 0,
    });
    const payload = { query, variables: { ...variables }, extensions: { resume: { cursor } } };
    try {
      for await (const message of client.iterate(payload)) {
        const { cursor: place } = (message.extensions ?? {}) as { cursor?: string };
        cursor = place ?? cursor;
        open();
        onMessage(message as Message);
      }
    } finally {
      await client.dispose();
    }
  };

  const loop = (async () => {
    while (!stopped) {
      await consume().catch(() => {});
      // A hub that refuses at once is asked again, but not without a breath.
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return {
    opened,
    cut: () => socket?.terminate(),
    stop: async () => {
      stopped = true;
      socket?.terminate();
      await loop;
    },
  };
}
