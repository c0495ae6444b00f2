import type { IncomingHttpHeaders } from "node:http";
import type { Caller } from "../pipeline.js";
import type { Identity, VerifiedToken } from "./identity.js";

/** Turns what a transport knows of a client into the caller that the stages and the subgraphs see. */
export interface Callers {
  /** Whether operations need a token; open mode does not ask. */
  readonly requireToken: boolean;
  /**
   * Who sends these headers; nobody in open mode or without a token.
   * @throws Refusal `TOKEN_INVALID`, `TOKEN_EXPIRED`.
   */
  identify(headers: IncomingHttpHeaders): Promise<VerifiedToken | undefined>;
  /**
   * Headers of a WebSocket connection, as far as they count: those of its upgrade request, and over
   * them what the client put into `connectionParams`, as browsers cannot set headers:
   * `authorization`, or any under `headers`.
   */
  connect(
    upgrade: IncomingHttpHeaders,
    connectionParams: Readonly<Record<string, unknown>> | undefined,
  ): IncomingHttpHeaders;
  /** The caller of one operation. The token goes to the subgraphs unchanged: each verifies it again. */
  describe(
    headers: IncomingHttpHeaders,
    request: Pick<Caller, "token" | "requestId" | "signal">,
  ): Caller;
}

/** What {@link createCallers} takes. */
export interface CallersOptions {
  /** Absent in open mode. */
  readonly identity: Identity | undefined;
  /** Headers handed on beside `authorization` and `x-request-id`. */
  readonly forwardHeaders: readonly string[];
}

/** Makes the callers of one hub. */
export function createCallers({ identity, forwardHeaders }: CallersOptions): Callers {
  const forwarded = [
    ...new Set(["authorization", ...forwardHeaders.map((name) => name.toLowerCase())]),
  ];
  return {
    requireToken: identity !== undefined,
    async identify(headers) {
      return identity?.verify(headers.authorization);
    },
    connect(upgrade, connectionParams) {
      const { headers: nested, ...params } = connectionParams ?? {};
      const given = { ...params, ...(typeof nested === "object" ? nested : {}) };
      const headers: IncomingHttpHeaders = {};
      for (const name of forwarded) if (upgrade[name] !== undefined) headers[name] = upgrade[name];
      for (const [name, value] of Object.entries(given)) {
        if (typeof value === "string" && forwarded.includes(name.toLowerCase()))
          headers[name.toLowerCase()] = value;
      }
      return headers;
    },
    describe(headers, request) {
      const given: Record<string, string> = { "x-request-id": request.requestId };
      for (const name of forwarded) {
        const value = headers[name];
        if (value !== undefined) given[name] = Array.isArray(value) ? value.join(", ") : value;
      }
      return { ...request, headers: given };
    },
  };
}
