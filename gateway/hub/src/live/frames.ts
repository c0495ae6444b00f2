import type { ErrorCode } from "@hutong/schema";
import type { GraphQLFormattedError } from "graphql";
import type { ServerResponse } from "node:http";
import type { Writable } from "node:stream";
import { refusal, toPublicError } from "../errors.js";
import { GatheredWrites } from "./gathered-writes.js";
import type { Beating, Heartbeat } from "./heartbeat.js";
import type { Ending, Listener } from "./listener.js";
import type { Encoding } from "./message.js";

/** How results are written on an HTTP response that stays open. */
export interface Framing extends Encoding {
  readonly headers: Readonly<Record<string, string>>;
  /** Sent at once, so that proxies and browsers see the response begin. */
  readonly opening: string;
  readonly heartbeat: string;
  /** Errors that concern the stream, not the operation. */
  farewell(errors: readonly GraphQLFormattedError[]): string;
  readonly closing: string;
}

/** A reader that takes nothing for this long is gone, or as good as gone. */
export const stalledMs = 30_000;

/** A reader over HTTP. */
export interface HttpListener extends Listener {
  /** Resolves when the response is over, whoever ended it. */
  readonly closed: Promise<void>;
}

/** What {@link listenOverHttp} takes. */
export interface HttpListenerOptions {
  readonly heartbeat: Heartbeat;
  /** Is told what errors have left. */
  onErrors(errors: readonly GraphQLFormattedError[] | undefined): void;
}

/** Begins a response that stays open. */
export function listenOverHttp(
  response: ServerResponse,
  framing: Framing,
  { heartbeat, onErrors }: HttpListenerOptions,
): HttpListener {
  response.writeHead(200, {
    ...framing.headers,
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  response.write(framing.opening);
  const inChunks = response.req.httpVersion === "1.1" && chunked(framing);
  const writes = new GatheredWrites();
  const beating: Beating = {
    beat() {
      if (!wireOf(response).writableNeedDrain) response.write(framing.heartbeat);
    },
  };
  heartbeat.add(beating);
  const closed = new Promise<void>((resolve) => response.once("close", resolve));
  void closed.then(() => heartbeat.remove(beating));

  return {
    closed,
    get buffered() {
      return response.writableLength;
    },
    send(message) {
      onErrors(message.errors);
      const { socket } = response;
      // Made once for all readers, it goes past the response, which would make three pieces of it. All
      // that the response was given before is in the socket already.
      if (inChunks && socket) {
        const bytes = message.as(inChunks);
        if (bytes.length > 0) writes.write(socket, bytes);
      } else response.write(message.as(framing));
    },
    drained: () => drained(response),
    end(ending) {
      if (response.writableEnded) return;
      heartbeat.remove(beating);
      const errors = errorsOf(ending);
      onErrors(errors);
      if (errors) response.write(framing.farewell(errors));
      response.end(framing.closing);
      // What is written may never be read.
      const stalled = setTimeout(() => response.destroy(), stalledMs);
      stalled.unref();
      void closed.then(() => clearTimeout(stalled));
    },
  };
}

const encodings = new Map<Framing, Encoding>();

/** The same bytes as a chunk of HTTP/1.1. https://www.rfc-editor.org/rfc/rfc9112#section-7.1 */
function chunked(framing: Framing): Encoding {
  let encoding = encodings.get(framing);
  if (!encoding) {
    encoding = {
      encode(message) {
        const bytes = framing.encode(message);
        // An empty chunk would be the end.
        if (bytes.length === 0) return bytes;
        const size = Buffer.from(`${bytes.length.toString(16)}\r\n`);
        return Buffer.concat([size, bytes, lineEnd]);
      },
    };
    encodings.set(framing, encoding);
  }
  return encoding;
}

const lineEnd = Buffer.from("\r\n");

/** Where bytes wait for the reader. */
const wireOf = (response: ServerResponse): Writable => response.socket ?? response;

/** What a reader is told at the end; nothing when the party has ended the stream. */
export function errorsOf({ code, errors }: Ending): readonly GraphQLFormattedError[] | undefined {
  return errors ?? (code && [toError(code)]);
}

function toError(code: ErrorCode): GraphQLFormattedError {
  return toPublicError(refusal(code).errors[0]!);
}

function drained(response: ServerResponse): Promise<boolean> {
  const wire = wireOf(response);
  if (response.destroyed || !wire.writableNeedDrain) return Promise.resolve(!response.destroyed);
  return new Promise((resolve) => {
    const settle = (hasRoom: boolean): void => {
      clearTimeout(stalled);
      wire.off("drain", onDrain);
      response.off("close", onClose);
      resolve(hasRoom);
    };
    const onDrain = (): void => settle(true);
    const onClose = (): void => settle(false);
    const stalled = setTimeout(onClose, stalledMs);
    wire.on("drain", onDrain);
    response.on("close", onClose);
  });
}
