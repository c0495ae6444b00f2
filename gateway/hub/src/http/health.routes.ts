import type { FastifyInstance } from "fastify";
import type { Supergraphs } from "../planning/supergraphs.js";

/**
 * `GET /health`: the process runs. `GET /ready`: it has a supergraph and is not stopping (else 503),
 * with the last known state of each subgraph. A subgraph that is down does not make the hub unready:
 * the others' data would be lost with it.
 */
export function addHealthRoutes(
  app: FastifyInstance,
  supergraphs: Supergraphs,
  isDraining: () => boolean,
): void {
  app.get("/health", async () => ({ status: "ok" }));
  app.get("/ready", async (_request, reply) => {
    const { current } = supergraphs;
    const ready = current !== undefined && !isDraining();
    reply.code(ready ? 200 : 503).header("cache-control", "no-store");
    return {
      ready,
      draining: isDraining(),
      supergraph: current?.id ?? null,
      subgraphs: [...(current?.subgraphs.values() ?? [])].map(({ state }) => state),
    };
  });
}
