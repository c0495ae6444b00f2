import type { Framing } from "./frames.js";

/**
 * GraphQL over Server-Sent Events, distinct connections mode: one response per operation, events
 * `next` and `complete`. https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverSSE.md
 * A cursor is the event's `id`; a block with nothing but an `id` is kept by readers and shown to nobody.
 */
export const serverSentEvents: Framing = {
  headers: { "content-type": "text/event-stream; charset=utf-8" },
  opening: ":\n\n",
  heartbeat: ":\n\n",
  encode({ cursor, isPosition, json }) {
    const id = cursor === undefined ? "" : `id: ${cursor}\n`;
    if (isPosition) return Buffer.from(id && `${id}\n`);
    return Buffer.from(`${id}event: next\ndata: ${json}\n\n`);
  },
  farewell: (errors) => `event: next\ndata: ${JSON.stringify({ errors })}\n\n`,
  // The data line is there though it is empty: EventSource drops an event without one.
  closing: "event: complete\ndata:\n\n",
};
