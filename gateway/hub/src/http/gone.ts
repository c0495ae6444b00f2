import type { ServerResponse } from "node:http";

/** Aborted when the client has gone before its response was sent. */
export function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  // To abort makes an error with a stack: too dear for every request that ends well.
  response.once("close", () => !response.writableFinished && gone.abort());
  return gone.signal;
}
