import { SubgraphError } from "../errors/subgraph-error.js";
import type { RequestContext, SubgraphRequest, SubgraphResponse } from "./data-source.js";
import { EventQueue } from "./event-queue.js";
import type { LiveClients } from "./live.js";
import { deliver, toStreamPayload } from "./stream-events.js";

/** What a subgraph says when it calls back. */
export type Callback =
  | { readonly action: "check" }
  | { readonly action: "next"; readonly payload: unknown }
  | { readonly action: "complete"; readonly errors?: readonly unknown[] };

/** Where subgraphs call back: whoever executes has to be reachable by HTTP. */
export interface CallbackDesk {
  /** Awaits calls; `close` makes that later ones are refused, on which the subgraph stops. */
  open(onCall: (call: Callback) => void): {
    readonly url: string;
    readonly id: string;
    readonly verifier: string;
    close(): void;
  };
}

/** A subgraph that has said nothing for several of these is gone. */
const heartbeatMs = 5_000;
const missedBeats = 3;

/**
 * Streams of a subgraph over the HTTP callback protocol.
 * https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/callback-protocol
 */
export function createCallbackClients(options: {
  url: string;
  timeoutMs: number;
  desk: CallbackDesk;
}): LiveClients {
  const { url, timeoutMs, desk } = options;
  const open = new Set<EventQueue<SubgraphResponse>>();

  function subscribe(
    request: SubgraphRequest,
    { headers, signal }: RequestContext,
  ): AsyncIterable<SubgraphResponse> {
    let silence: NodeJS.Timeout | undefined;
    const close = (): void => {
      clearTimeout(silence);
      place.close();
      open.delete(stream);
      signal?.removeEventListener("abort", leave);
    };
    const stream = new EventQueue<SubgraphResponse>(() => close());
    const leave = (): void => void stream.return();
    const fail = (error: SubgraphError): void => {
      stream.fail(error);
      close();
    };
    const heard = (): void => {
      clearTimeout(silence);
      silence = setTimeout(
        () => fail(new SubgraphError("SUBGRAPH_TIMEOUT", { isInterruption: true })),
        heartbeatMs * missedBeats,
      );
    };
    const place = desk.open((call) => {
      heard();
      if (call.action === "next" && !deliver(call.payload, request, stream)) close();
      if (call.action !== "complete") return;
      if (call.errors?.length) stream.push({ data: null, errors: call.errors });
      stream.end();
      close();
    });
    open.add(stream);
    signal?.addEventListener("abort", leave, { once: true });
    if (signal?.aborted) leave();
    else
      void begin(request, headers, place).then(
        // What is refused is answered at once; otherwise there is nothing in it.
        (answer) => {
          if (!answer.errors?.length) return;
          stream.push({ data: null, errors: answer.errors });
          stream.end();
          close();
        },
        (error: unknown) => fail(error as SubgraphError),
      );
    return stream;
  }

  async function begin(
    request: SubgraphRequest,
    headers: RequestContext["headers"],
    { url: callbackUrl, id: subscriptionId, verifier }: ReturnType<CallbackDesk["open"]>,
  ): Promise<SubgraphResponse> {
    const payload = toStreamPayload(request);
    const subscription = {
      callbackUrl,
      subscriptionId,
      verifier,
      heartbeatIntervalMs: heartbeatMs,
    };
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          ...headers,
          "content-type": "application/json",
          accept: "application/json;callbackSpec=1.0",
        },
        body: JSON.stringify({
          ...payload,
          extensions: { ...payload.extensions, subscription },
        }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      return (await response.json()) as SubgraphResponse;
    } catch (cause) {
      const isLate = (cause as Error).name === "TimeoutError";
      throw new SubgraphError(isLate ? "SUBGRAPH_TIMEOUT" : "SUBGRAPH_UNAVAILABLE", { cause });
    }
  }

  return {
    subscribe,
    close() {
      for (const stream of open) void stream.return();
    },
  };
}
