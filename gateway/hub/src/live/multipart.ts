import type { Framing } from "./frames.js";

const boundary = "graphql";

/** A part and the boundary after it, whose line is left open: what follows is another part or the end. */
const part = (json: string): string =>
  `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${json}\r\n--${boundary}`;

/**
 * Apollo's multipart subscription protocol: a reader has each part whole when it arrives. An error of
 * the stream itself stands beside a null payload.
 * https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol
 */
export const multipart: Framing = {
  headers: { "content-type": `multipart/mixed; boundary="${boundary}"; subscriptionSpec=1.0` },
  opening: `\r\n--${boundary}${part("{}")}`,
  heartbeat: part("{}"),
  encode: ({ json }) => Buffer.from(part(`{"payload":${json}}`)),
  farewell: (errors) => part(JSON.stringify({ payload: null, errors })),
  closing: "--\r\n",
};
