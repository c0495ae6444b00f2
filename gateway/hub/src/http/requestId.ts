import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** What may stand in logs and headers without surprise: no spaces, no line ends, no control characters. */
const sane = /^[\w.:-]{8,128}$/;

/** The request id of the client, or of a proxy before the hub, if it is fit for logs; else a fresh one. */
export function toRequestId(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && sane.test(given) ? given : newRequestId();
}

/**
 * A fresh request id.
 *
 * @remarks Node glues a UUID out of its parts, and as long as it is kept the engine keeps them all:
 * ten times its size, for every stream.
 */
export function newRequestId(): string {
  return Buffer.from(randomUUID(), "latin1").toString("latin1");
}
