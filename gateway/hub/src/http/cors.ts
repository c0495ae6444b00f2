import type { FastifyInstance } from "fastify";

/** Lets pages of the listed origins call the hub from a browser; all others keep the browser's rule. */
export function addCors(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  app.addHook("onRequest", async (request, reply) => {
    const { origin } = request.headers;
    reply.header("vary", "origin");
    if (!origin || !origins.includes(origin)) return;
    reply
      .header("access-control-allow-origin", origin)
      .header("access-control-expose-headers", "x-request-id");
    if (request.method !== "OPTIONS") return;
    return reply
      .code(204)
      .header("access-control-allow-methods", "GET, POST")
      .header(
        "access-control-allow-headers",
        request.headers["access-control-request-headers"] ?? "",
      )
      .header("access-control-max-age", "86400")
      .send();
  });
}
