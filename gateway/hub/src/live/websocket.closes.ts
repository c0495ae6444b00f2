import type { ErrorCode } from "@hutong/schema";

/** Close codes of a WebSocket; `gateway/docs/layers.md` explains each. */
export const closeCodes = {
  /** The hub is stopping: come back, another replica answers. */
  shuttingDown: 1001,
  badRequest: 4400,
  /** No token, or its time is over. */
  unauthorized: 4401,
  /** A token that is not valid, or no longer. */
  forbidden: 4403,
  subprotocolNotAcceptable: 4406,
  initialisationTimeout: 4408,
  subscriberExists: 4409,
  /** The client reads more slowly than its subscriptions speak. */
  slowConsumer: 4410,
  tooManyInitialisations: 4429,
  internal: 4500,
} as const;

/** The close that says the same as an error: what concerns not one stream but who holds them all. */
export function closeCodeOf(code: ErrorCode | undefined): number | undefined {
  switch (code) {
    case "UNAUTHENTICATED":
    case "TOKEN_EXPIRED":
      return closeCodes.unauthorized;
    case "TOKEN_INVALID":
    case "TOKEN_REVOKED":
      return closeCodes.forbidden;
    case "SLOW_CONSUMER":
      return closeCodes.slowConsumer;
    case "SHUTTING_DOWN":
      return closeCodes.shuttingDown;
    default:
      return undefined;
  }
}
