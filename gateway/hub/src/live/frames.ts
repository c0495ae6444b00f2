import type { ErrorCode } from "@hutong/schema";
import type { GraphQLFormattedError } from "graphql";
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { refusal, toPublicError } from "../errors.js";
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
  const beating: Beating = {
    beat() {
      if (!response.writableNeedDrain) response.write(framing.heartbeat);
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
      const bytes = message.as(framing);
      if (bytes.length === 0) return;
      // What is sent in one turn leaves in one write. A corked response would mix up its own end.
      const { socket } = response;
      if (socket?.writableCorked === 0) {
        socket.cork();
        process.nextTick(uncork, socket);
      }
      response.write(bytes);
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

const uncork = (socket: Socket): void => socket.uncork();

/** What a reader is told at the end; nothing when the party has ended the stream. */
export function errorsOf({ code, errors }: Ending): readonly GraphQLFormattedError[] | undefined {
  return errors ?? (code && [toError(code)]);
}

function toError(code: ErrorCode): GraphQLFormattedError {
  return toPublicError(refusal(code).errors[0]!);
}

function drained(response: ServerResponse): Promise<boolean> {
  if (response.destroyed || !response.writableNeedDrain)
    return Promise.resolve(!response.destroyed);
  return new Promise((resolve) => {
    const settle = (hasRoom: boolean): void => {
      clearTimeout(stalled);
      response.off("drain", onDrain);
      response.off("close", onClose);
      resolve(hasRoom);
    };
    const onDrain = (): void => settle(true);
    const onClose = (): void => settle(false);
    const stalled = setTimeout(onClose, stalledMs);
    response.on("drain", onDrain);
    response.on("close", onClose);
  });
}
