import type { Framing } from "./frames.js";

const boundary = "graphql";

/** A part and the boundary after it, whose line is left open: what follows is another part or the end. */
const part = (body: unknown): string =>
  `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${JSON.stringify(body)}\r\n--${boundary}`;

/**
 * Apollo's multipart subscription protocol: a reader has each part whole when it arrives. An error of
 * the stream itself stands beside a null payload.
 * https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol
 */
export const multipart: Framing = {
  headers: { "content-type": `multipart/mixed; boundary="${boundary}"; subscriptionSpec=1.0` },
  opening: `\r\n--${boundary}${part({})}`,
  heartbeat: part({}),
  frame: (result, farewell) =>
    part(farewell ? { payload: null, errors: result.errors } : { payload: result }),
  closing: "--\r\n",
};
