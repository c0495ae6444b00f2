import type { FormattedExecutionResult } from "graphql";
import type { ServerResponse } from "node:http";
import type { LiveStream } from "./stream.js";

/** How results are written on an HTTP response that stays open. */
export interface Framing {
  readonly headers: Readonly<Record<string, string>>;
  /** Sent at once, so that proxies and browsers see the response begin. */
  readonly opening: string;
  readonly heartbeat: string;
  /** `farewell` is a result that concerns the stream, not the operation. */
  frame(result: FormattedExecutionResult, farewell: boolean): string;
  readonly closing: string;
}

/** Between two heartbeats; proxies commonly cut what is silent for 30 s or more. */
const heartbeatMs = 12_000;

/** A reader that takes nothing for this long is gone, or as good as gone. */
const stalledMs = 30_000;

/**
 * Writes a stream to its end. The next result is taken only when the reader has room for it. When the
 * reader leaves, the caller's signal ends the stream.
 */
export async function writeStream(
  response: ServerResponse,
  stream: LiveStream,
  framing: Framing,
): Promise<void> {
  response.writeHead(200, {
    ...framing.headers,
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  response.write(framing.opening);
  const heart = setInterval(() => {
    if (!response.writableNeedDrain) response.write(framing.heartbeat);
  }, heartbeatMs);
  try {
    for await (const result of stream) {
      const hasRoom = response.write(framing.frame(result, stream.isFarewell(result)));
      if (!hasRoom) await drained(response);
    }
    response.end(framing.closing);
  } finally {
    clearInterval(heart);
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const stalled = setTimeout(() => response.destroy(), stalledMs);
    const settle = (): void => {
      clearTimeout(stalled);
      response.off("drain", settle);
      response.off("close", settle);
      resolve();
    };
    response.on("drain", settle);
    response.on("close", settle);
  });
}
