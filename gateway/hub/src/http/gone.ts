import type { FastifyReply } from "fastify";

/** Aborted when a response is over: answered, or its client gone. */
export function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => gone.abort());
  return gone.signal;
}
