import type { ExecutionArgs, FormattedExecutionResult, GraphQLError } from "graphql";
import { CloseCode, handleProtocols, makeServer } from "graphql-ws";
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { WebSocketServer, type WebSocket } from "ws";
import { Refusal, refusal, toGraphQLError, toPublicError } from "../errors.js";
import { toConnectionHeaders, type Callers } from "../identity/callers.js";
import type { VerifiedToken } from "../identity/identity.js";
import type { Limits } from "../limits/limits.js";
import type { Admitted, Pipeline } from "../pipeline.js";
import { logOperation, recordErrors, type OperationLine } from "../telemetry/log.js";
import { at } from "./timer.js";

/** Close codes of the hub beside those of the protocol; `gateway/docs/layers.md` explains each. */
export const closeCodes = {
  /** The hub is stopping: come back, another replica answers. */
  shuttingDown: 1001,
  /** No token, or its time is over. */
  unauthorized: CloseCode.Unauthorized,
  /** A token that is not valid. */
  forbidden: CloseCode.Forbidden,
  /** The client reads more slowly than its subscriptions speak. */
  slowConsumer: 4410,
  internal: CloseCode.InternalServerError,
} as const;

/** A ping goes out this often; who has not answered by the next one is cut. */
const keepAliveMs = 12_000;

/** What {@link createWebSocketLane} takes. */
export interface WebSocketLaneOptions {
  readonly pipeline: Pipeline;
  readonly callers: Callers;
  readonly limits: Limits;
  readonly logger: Logger;
}

/** GraphQL over WebSocket, protocol `graphql-transport-ws`. */
export interface WebSocketLane {
  /** Takes over a socket whose HTTP request asked for an upgrade. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every stream with close code 1001 once queries and mutations under way are answered. */
  drain(): Promise<void>;
  /** Cuts what is left. */
  terminate(): void;
}

type ConnectionParams = Record<string, unknown> | undefined;

/** A connection: its socket, who opened it, and what runs on it. */
interface Connection {
  readonly socket: WebSocket;
  headers: IncomingHttpHeaders;
  readonly gone: AbortController;
  token?: VerifiedToken;
  /** Operations under way, by the client's id. */
  readonly lines: Map<string, OperationLine>;
  /** Calls back, during a drain, when an operation has ended. */
  onOperationEnd?(): void;
}

/** Makes the lane. */
export function createWebSocketLane({
  pipeline,
  callers,
  limits,
  logger,
}: WebSocketLaneOptions): WebSocketLane {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxBodyBytes,
    handleProtocols,
  });
  const connections = new Set<Connection>();

  const protocol = makeServer<ConnectionParams, Connection>({
    async onConnect({ connectionParams, extra: connection }) {
      connection.headers = toConnectionHeaders(connection.headers, connectionParams);
      try {
        connection.token = await callers.identify(connection.headers);
        if (callers.requireToken && !connection.token) throw refusal("UNAUTHENTICATED");
      } catch (error) {
        closeFor(connection.socket, error);
        return false;
      }
      if (connection.token) closeAtExpiry(connection, connection.token);
      return true;
    },

    onSubscribe({ extra: connection }, id, payload) {
      const caller = callers.describe(connection.headers, {
        token: connection.token,
        requestId: randomUUID(),
        signal: connection.gone.signal,
      });
      const line: OperationLine = {
        requestId: caller.requestId,
        transport: "websocket",
        started: performance.now(),
      };
      connection.lines.set(id, line);
      try {
        const admitted = pipeline.admit(payload, caller);
        line.operation = admitted.operation.name;
        line.type = admitted.operation.type;
        return toExecutionArgs(admitted);
      } catch (error) {
        return toErrors(error);
      }
    },

    execute: (args) => pipeline.run(args.contextValue as Admitted) as Promise<never>,
    subscribe: (args) => pipeline.follow(args.contextValue as Admitted) as never,

    // Results come from the pipeline fit to leave; without this the library would call `toJSON` on each error.
    onNext({ extra }, id, _payload, _args, result) {
      const leaving = result as FormattedExecutionResult;
      recordErrors(extra.lines.get(id), leaving.errors);
      return leaving;
    },
    onError({ extra }, id, _payload, errors) {
      const requestId = extra.lines.get(id)?.requestId;
      const leaving = errors.map((error) => toPublicError(error, requestId));
      recordErrors(extra.lines.get(id), leaving);
      finishLine(extra, id);
      return leaving;
    },
    onComplete: ({ extra }, id) => finishLine(extra, id),
  });

  function toErrors(error: unknown): readonly GraphQLError[] {
    if (error instanceof Refusal) return error.errors;
    logger.error({ err: error }, "an operation could not be admitted");
    return [toGraphQLError(error)];
  }

  function finishLine(connection: Connection, id: string): void {
    const line = connection.lines.get(id);
    if (line) logOperation(logger, line);
    connection.lines.delete(id);
    connection.onOperationEnd?.();
  }

  function open(socket: WebSocket, request: IncomingMessage): void {
    const connection: Connection = {
      socket,
      headers: request.headers,
      gone: new AbortController(),
      lines: new Map(),
    };
    connections.add(connection);
    const stopPinging = keepAlive(socket);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (message) => send(socket, message, limits.maxBufferedBytes),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (receive) =>
          socket.on("message", (message) => {
            receive(String(message)).catch((error: unknown) => {
              logger.error({ err: error }, "a WebSocket message could not be handled");
              socket.close(closeCodes.internal, "INTERNAL_SERVER_ERROR");
            });
          }),
      },
      connection,
    );
    socket.on("error", (error) => logger.debug({ err: error }, "WebSocket error"));
    socket.once("close", (code, reason) => {
      stopPinging();
      connections.delete(connection);
      connection.gone.abort();
      void closed(code, String(reason));
    });
  }

  return {
    upgrade: (request, socket, head) => sockets.handleUpgrade(request, socket, head, open),
    async drain() {
      await Promise.all(
        [...connections].map(async (connection) => {
          const closed = new Promise((resolve) => connection.socket.once("close", resolve));
          await Promise.race([answered(connection), closed]);
          connection.socket.close(closeCodes.shuttingDown, "SHUTTING_DOWN");
          await closed;
        }),
      );
    },
    terminate() {
      for (const { socket } of connections) socket.terminate();
    },
  };
}

/** Our pipeline needs none of graphql-js's arguments; the library reads only the operation's type from them. */
function toExecutionArgs(admitted: Admitted): ExecutionArgs {
  const { operation, supergraph } = admitted;
  return {
    schema: supergraph.schema,
    document: operation.document,
    operationName: operation.name,
    contextValue: admitted,
  };
}

/** Resolves when no query or mutation is under way; subscriptions do not count, they would never end. */
function answered(connection: Connection): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      const isRunning = [...connection.lines.values()].some(({ type }) => type !== "subscription");
      // A turn later, the library has also said `complete`.
      if (!isRunning) setImmediate(resolve);
    };
    connection.onOperationEnd = check;
    check();
  });
}

function closeAtExpiry({ socket, gone }: Connection, { expiresAt }: VerifiedToken): void {
  const cancel = at(expiresAt, () => socket.close(closeCodes.unauthorized, "TOKEN_EXPIRED"));
  gone.signal.addEventListener("abort", cancel, { once: true });
}

/** What a slow reader leaves waiting is bounded: beyond that it is sent away and comes back when it can. */
function send(socket: WebSocket, message: string, maxBufferedBytes: number): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > maxBufferedBytes)
    socket.close(closeCodes.slowConsumer, "SLOW_CONSUMER");
  else socket.send(message);
}

function closeFor(socket: WebSocket, error: unknown): void {
  if (!(error instanceof Refusal)) socket.close(closeCodes.internal, "INTERNAL_SERVER_ERROR");
  else
    socket.close(
      error.code === "TOKEN_INVALID" ? closeCodes.forbidden : closeCodes.unauthorized,
      error.code,
    );
}

function keepAlive(socket: WebSocket): () => void {
  let alive = true;
  socket.on("pong", () => (alive = true));
  const timer = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, keepAliveMs);
  timer.unref();
  return () => clearInterval(timer);
}
