import type { Framing } from "./frames.js";

/**
 * GraphQL over Server-Sent Events, distinct connections mode: one response per operation, events
 * `next` and `complete`. https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverSSE.md
 */
export const serverSentEvents: Framing = {
  headers: { "content-type": "text/event-stream; charset=utf-8" },
  opening: ":\n\n",
  heartbeat: ":\n\n",
  frame: (result) => `event: next\ndata: ${JSON.stringify(result)}\n\n`,
  // The data line is there though it is empty: EventSource drops an event without one.
  closing: "event: complete\ndata:\n\n",
};
