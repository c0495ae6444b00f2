import { fastify, LogController, type FastifyInstance } from "fastify";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { refusal } from "../errors.js";
import type { WebSocketLane } from "../live/websocket.js";
import type { Caller } from "../pipeline.js";
import { logOperation, type OperationLine } from "../telemetry/log.js";
import { addCors } from "./cors.js";
import { addErrorHandling } from "./errors.js";
import { toRequestId } from "./requestId.js";

declare module "fastify" {
  interface FastifyRequest {
    /** Set on `/graphql` by the identity stage. */
    caller: Caller;
    /** What the log will say of this request. */
    line: OperationLine;
  }
}

/** What {@link createServer} takes. */
export interface ServerOptions {
  readonly logger: Logger;
  readonly maxBodyBytes: number;
  readonly cors: readonly string[];
  isDraining(): boolean;
}

/** The HTTP server with what holds for every route: request ids, errors, CORS, refusal while it stops, log lines. */
export function createServer({
  logger,
  maxBodyBytes,
  cors,
  isDraining,
}: ServerOptions): FastifyInstance {
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxBodyBytes,
    genReqId: toRequestId,
    // Ours speaks in codes of the error table; fastify's own would not.
    return503OnClosing: false,
    forceCloseConnections: "idle",
  }) as unknown as FastifyInstance;

  // Only JSON: a form or plain text can be sent across origins without asking the hub first.
  app.removeContentTypeParser("text/plain");
  app.decorateRequest("caller", null as unknown as Caller);
  app.decorateRequest("line", null as unknown as OperationLine);
  addErrorHandling(app);

  app.addHook("onRequest", async (request, reply) => {
    request.line = { requestId: request.id, transport: "http", started: performance.now() };
    reply.header("x-request-id", request.id);
    const isProbe = request.url === "/health" || request.url === "/ready";
    if (isDraining() && !isProbe) throw refusal("SHUTTING_DOWN");
  });
  // Whoever is answered during a drain must not come back on the same connection.
  app.addHook("onSend", async (_request, reply) => {
    if (isDraining()) reply.header("connection", "close");
  });
  addCors(app, cors);
  app.addHook("onResponse", async (request, reply) => {
    const status = reply.statusCode;
    if (request.routeOptions.url === "/graphql") logOperation(logger, { ...request.line, status });
    else
      logger.debug(
        { method: request.method, path: request.url.split("?")[0], status, requestId: request.id },
        "request",
      );
  });
  return app;
}

/** Sends upgrades of `/graphql` to the WebSocket lane and refuses all others. */
export function addUpgrades(
  app: FastifyInstance,
  lane: WebSocketLane,
  isDraining: () => boolean,
): void {
  app.server.on("upgrade", (request, socket, head) => {
    const path = request.url?.split("?")[0];
    if (path !== "/graphql") return refuseUpgrade(socket, "404 Not Found");
    if (isDraining()) return refuseUpgrade(socket, "503 Service Unavailable");
    lane.upgrade(request, socket, head);
  });
}

function refuseUpgrade(socket: Duplex, status: string): void {
  // Node has taken its own listener away: a reset that nobody hears of would end the process.
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
