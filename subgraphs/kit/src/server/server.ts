import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginInlineTraceDisabled } from "@apollo/server/plugin/disabled";
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from "@as-integrations/fastify";
import { type ErrorCode, errorTable } from "@hutong/schema";
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from "fastify";

import { formatError } from "../errors/format-error.js";
import { HutongError } from "../errors/hutong-error.js";
import { operationLog } from "./operation-log.js";
import { addPhotoRoutes } from "./photo-routes.js";
import { addPublicPages } from "./public-pages.js";
import { requireActor, withStatus, type MaybeContext } from "./require-actor.js";
import type { ServerOptions } from "./server-options.js";
import { serveSockets } from "./sockets.js";

export interface Server {
  readonly app: FastifyInstance;
  /** Tells readiness and new requests that the end is near, lets the running ones finish. */
  readonly drain: () => Promise<void>;
}

/** Serves a subgraph: `/graphql` over POST and graphql-ws, `/health`, `/ready` and its photos. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { schema, log, identify, createContext } = options;
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: "x-request-id",
    bodyLimit: 1_048_576,
    forceCloseConnections: "idle",
  });
  let draining = false;

  const apollo = new ApolloServer<MaybeContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    formatError: (formatted, error) =>
      formatError(formatted, error, (defect) => log.error({ err: defect }, "a resolver failed")),
    plugins: [
      requireActor,
      operationLog,
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginInlineTraceDisabled(),
    ],
    stopOnTerminationSignals: false,
    logger: log,
  });
  await apollo.start();

  app.route({
    url: "/graphql",
    method: ["GET", "POST"],
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => {
        try {
          return createContext(await identify(request.headers.authorization), request.id);
        } catch (error) {
          if (error instanceof HutongError) throw withStatus(error, errorTable[error.code].status);
          throw error;
        }
      },
    }) as never,
  });
  app.get("/health", async () => ({ status: "up" }));
  app.get("/ready", async (_request, reply) => {
    const ready = !draining && (await options.isReady());
    if (!ready) return reply.code(503).send({ status: "not ready" });
    const parkedTimers = await options.countParkedTimers();
    return reply.send({ status: "ready", ...(parkedTimers > 0 && { parkedTimers }) });
  });
  addPhotoRoutes(app, options);
  addPublicPages(app as FastifyInstance, options.pages, options.em);
  const { routes } = options;
  if (routes) await app.register(async (scope) => routes(scope));
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const code = codeOf(error);
    const { status, en } = errorTable[code];
    if (status >= 500) log.error({ err: error }, "a request failed");
    const message = error instanceof HutongError ? error.message : en;
    return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
  });

  const sockets = serveSockets(app.server, options);
  return {
    app,
    drain: async () => {
      draining = true;
      await sockets.close();
      await apollo.stop();
      await app.close();
    },
  };
}

/** The table's code of what a route threw or fastify refused. */
function codeOf(error: Error & { statusCode?: number }): ErrorCode {
  if (error instanceof HutongError) return error.code;
  const status = error.statusCode ?? 500;
  if (status === 413) return "PAYLOAD_TOO_LARGE";
  return status < 500 ? "BAD_REQUEST" : "INTERNAL_SERVER_ERROR";
}
