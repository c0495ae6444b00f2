import type { ApolloServer } from "@apollo/server";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { ApolloContext } from "./http/apollo.js";
import type { HttpListener } from "./live/frames.js";
import type { WebSocketLane } from "./live/websocket.js";
import type { Operators } from "./operators/operators.js";
import type { Supergraphs } from "./planning/supergraphs.js";

/** What {@link createDrain} takes. */
export interface DrainOptions {
  readonly app: FastifyInstance;
  readonly apollo: ApolloServer<ApolloContext>;
  readonly sockets: WebSocketLane;
  readonly listeners: ReadonlySet<HttpListener>;
  readonly supergraphs: Supergraphs;
  readonly operators: Operators;
  readonly timeoutMs: number;
  readonly logger: Logger;
}

const sweepMs = 50;

/** The graceful end of a hub. */
export interface Drain {
  /** From here on new requests are `SHUTTING_DOWN`. */
  readonly begun: boolean;
  /** The same promise however often it is asked for. */
  readonly stop: () => Promise<void>;
}

/**
 * Stops in the order in which nobody loses anything: no new work, streams end with a code that invites
 * to resume elsewhere, running requests are answered, then what they needed is closed.
 */
export function createDrain({
  app,
  apollo,
  sockets,
  listeners,
  supergraphs,
  operators,
  timeoutMs,
  logger,
}: DrainOptions): Drain {
  let stopping: Promise<void> | undefined;

  async function stop(): Promise<void> {
    const cut = setTimeout(() => {
      logger.warn({ timeoutMs }, "requests still ran at the drain timeout; cutting them");
      sockets.terminate();
      app.server.closeAllConnections();
    }, timeoutMs);
    for (const listener of listeners) listener.end({ code: "SHUTTING_DOWN" });
    // A connection whose stream has just ended is idle, and would be kept for the client's next request.
    const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMs);
    await Promise.all([sockets.drain(), app.close()]);
    clearInterval(sweep);
    clearTimeout(cut);
    // Ends a wait for the first supergraph, whose failure Apollo Server then has to report before it can stop.
    await supergraphs.stop();
    operators.close();
    await apollo.stop().catch(() => {});
  }

  return {
    get begun() {
      return stopping !== undefined;
    },
    stop: () => (stopping ??= stop()),
  };
}
