import { Agent, request as send } from "undici";
import { SubgraphError } from "../errors/subgraph-error.js";
import type { RequestContext, SubgraphRequest, SubgraphResponse } from "./data-source.js";
import { EventQueue } from "./event-queue.js";
import { EventStreamReader } from "./event-stream.js";
import type { LiveClients } from "./live.js";
import { deliver, isFull, toStreamPayload } from "./stream-events.js";

/** Streams of a subgraph over server-sent events, distinct connections: a request for each. */
export function createSseClients(options: { url: string; timeoutMs: number }): LiveClients {
  const { url, timeoutMs } = options;
  // A stream may be silent for as long as it likes; its heartbeats are the server's affair.
  const agent = new Agent({
    bodyTimeout: 0,
    headersTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  });
  const open = new Set<EventQueue<SubgraphResponse>>();

  async function follow(
    request: SubgraphRequest,
    { headers }: RequestContext,
    stream: EventQueue<SubgraphResponse>,
    left: AbortSignal,
  ): Promise<void> {
    let isInterruption = false;
    try {
      const {
        statusCode,
        headers: got,
        body,
      } = await send(url, {
        dispatcher: agent,
        method: "POST",
        headers: {
          ...headers,
          "content-type": "application/json",
          // Nothing beside it: some servers take a longer list for another of the protocol's modes.
          accept: "text/event-stream",
        },
        body: JSON.stringify(toStreamPayload(request)),
        signal: left,
      });
      if (!/^text\/event-stream/i.test(String(got["content-type"]))) {
        // Refused before it began.
        const text = await body.text();
        if (!deliver(parsed(text, statusCode), request, stream)) return;
        return stream.end();
      }
      isInterruption = true;
      const reader = new EventStreamReader();
      const decoder = new TextDecoder();
      for await (const chunk of body) {
        for (const { event, data } of reader.read(
          decoder.decode(chunk as Buffer, { stream: true }),
        )) {
          if (event === "complete") return stream.end();
          if (event === "next" && !deliver(JSON.parse(data), request, stream)) return;
        }
        // What is not read yet waits in the socket, and in the end with the party.
        if (request.isPaced && isFull(stream, request))
          await new Promise<void>((resolve) => stream.onceAtMost(0, resolve));
      }
      throw new SubgraphError("SUBGRAPH_UNAVAILABLE", { isInterruption });
    } catch (cause) {
      if (left.aborted) return;
      const isLate = (cause as { code?: unknown }).code === "UND_ERR_HEADERS_TIMEOUT";
      const code = isLate ? "SUBGRAPH_TIMEOUT" : "SUBGRAPH_UNAVAILABLE";
      stream.fail(
        cause instanceof SubgraphError ? cause : new SubgraphError(code, { cause, isInterruption }),
      );
    }
  }

  return {
    subscribe(request, context) {
      const left = new AbortController();
      const stream = new EventQueue<SubgraphResponse>(() => left.abort());
      const leave = (): void => void stream.return();
      open.add(stream);
      context.signal?.addEventListener("abort", leave, { once: true });
      if (context.signal?.aborted) leave();
      void follow(request, context, stream, left.signal).finally(() => {
        left.abort();
        open.delete(stream);
        context.signal?.removeEventListener("abort", leave);
      });
      return stream;
    },
    close() {
      for (const stream of open) void stream.return();
      void agent.destroy();
    },
  };
}

function parsed(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SubgraphError(status >= 500 ? "SUBGRAPH_UNAVAILABLE" : "SUBGRAPH_INVALID_RESPONSE", {
      cause,
    });
  }
}
