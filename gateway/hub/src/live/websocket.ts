import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { Refusal, toGraphQLError, refusal, toPublicError } from "../errors.js";
import { newRequestId } from "../http/requestId.js";
import type { Callers } from "../identity/callers.js";
import type { VerifiedToken } from "../identity/identity.js";
import type { Limits } from "../limits/limits.js";
import { errorsOfPart, type RunInParts } from "../incremental/parts.js";
import type { Admitted, Pipeline } from "../pipeline.js";
import { logOperation, recordErrors, type OperationLine } from "../telemetry/log.js";
import type { Heartbeat } from "./heartbeat.js";
import { tooMany } from "./quota.js";
import { readBegin } from "./resume.js";
import type { Streams } from "./streams.js";
import { at } from "./timer.js";
import { closeCodes } from "./websocket.closes.js";
import {
  ConnectedSocket,
  Connection,
  refuse,
  type RunningOperation,
  SocketListener,
} from "./websocket.connection.js";
import { type ClientMessage, readClientMessage } from "./websocket.messages.js";

/** Who connects has to begin within this time. */
const initialisationMs = 3_000;

const protocolName = "graphql-transport-ws";

/** What {@link createWebSocketLane} takes. */
export interface WebSocketLaneOptions {
  readonly pipeline: Pipeline;
  readonly runInParts: RunInParts;
  readonly streams: Streams;
  readonly callers: Callers;
  readonly limits: Limits;
  readonly heartbeat: Heartbeat;
  readonly logger: Logger;
}

/** GraphQL over WebSocket, protocol `graphql-transport-ws`. */
export interface WebSocketLane {
  /** Takes over a socket whose HTTP request asked for an upgrade. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes the connections of some tokens. */
  closeWhere(isMeant: (token: VerifiedToken) => boolean, code: "TOKEN_REVOKED"): void;
  /** Ends every stream with close code 1001 once queries and mutations under way are answered. */
  drain(): Promise<void>;
  /** Cuts what is left. */
  terminate(): void;
}

type Subscribe = Extract<ClientMessage, { type: "subscribe" }>;

/**
 * Makes the lane.
 *
 * @remarks The protocol is small, and what a library does for each message sent costs more than all
 * the rest of the way of a shared event: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export function createWebSocketLane(options: WebSocketLaneOptions): WebSocketLane {
  const { pipeline, runInParts, streams, callers, limits, heartbeat, logger } = options;
  const server = new WebSocketServer({
    noServer: true,
    WebSocket: ConnectedSocket,
    maxPayload: limits.maxBodyBytes,
    handleProtocols: (offered) => (offered.has(protocolName) ? protocolName : false),
  });
  const connections = new Set<Connection>();

  const noteLine = (line: OperationLine): void => logOperation(logger, line);

  function open(socket: ConnectedSocket, wire: Duplex, request: IncomingMessage): void {
    const connection = new Connection(socket, wire, request.headers, noteLine);
    socket.connection = connection;
    connections.add(connection);
    heartbeat.add(connection);
    connection.initialisation = setTimeout(expire, initialisationMs, connection);
    socket.on("pong", onPong);
    socket.on("error", onError);
    socket.on("message", onMessage);
    socket.on("close", onClose);
    if (socket.protocol !== protocolName)
      connection.close(closeCodes.subprotocolNotAcceptable, "Subprotocol not acceptable");
  }

  // One function for all sockets: of each connection there may be a hundred thousand.
  function onPong(this: WebSocket): void {
    connectionOf(this).isAlive = true;
  }

  function onError(this: WebSocket, error: Error): void {
    logger.debug({ err: error }, "WebSocket error");
  }

  function onMessage(this: WebSocket, data: RawData): void {
    const connection = connectionOf(this);
    connection.isAlive = true;
    receive(connection, String(data)).catch((error: unknown) => {
      logger.error({ err: error }, "a WebSocket message could not be handled");
      connection.close(closeCodes.internal, "INTERNAL_SERVER_ERROR");
    });
  }

  function onClose(this: WebSocket): void {
    const connection = connectionOf(this);
    heartbeat.remove(connection);
    clearTimeout(connection.initialisation);
    connection.cancelExpiry?.();
    connections.delete(connection);
    for (const id of connection.operations.keys()) connection.stop(id);
  }

  async function receive(connection: Connection, text: string): Promise<void> {
    // What was sent before our close had arrived there.
    if (!connection.isOpen) return;
    const message = readClientMessage(text);
    switch (message?.type) {
      case "connection_init":
        return initialise(connection, message.payload ?? undefined);
      case "ping":
        return connection.send(JSON.stringify({ ...message, type: "pong" }));
      case "pong":
        return;
      case "subscribe":
        return subscribe(connection, message);
      case "complete":
        return connection.stop(message.id);
      default:
        connection.close(closeCodes.badRequest, "Invalid message received");
    }
  }

  async function initialise(
    connection: Connection,
    payload: Record<string, unknown> | undefined,
  ): Promise<void> {
    if (connection.isInitialised)
      return connection.close(
        closeCodes.tooManyInitialisations,
        "Too many initialisation requests",
      );
    connection.isInitialised = true;
    clearTimeout(connection.initialisation);
    connection.initialisation = undefined;
    connection.headers = callers.connect(connection.headers, payload);
    try {
      connection.token = await callers.identify(connection.headers);
      if (callers.requireToken && !connection.token) throw refusal("UNAUTHENTICATED");
    } catch (error) {
      return refuse(connection, error instanceof Refusal ? error.code : undefined);
    }
    const { token } = connection;
    connection.cancelExpiry =
      token && at(token.expiresAt, () => refuse(connection, "TOKEN_EXPIRED"));
    connection.isAcknowledged = true;
    connection.send('{"type":"connection_ack"}');
  }

  function subscribe(connection: Connection, { id, payload }: Subscribe): void {
    if (!connection.isAcknowledged)
      return connection.close(closeCodes.unauthorized, "Unauthorized");
    if (connection.operations.has(id))
      return connection.close(closeCodes.subscriberExists, `Subscriber for ${id} already exists`);
    const caller = callers.describe(connection.headers, {
      token: connection.token,
      requestId: newRequestId(),
      signal: untilLeft,
    });
    const line: OperationLine = {
      requestId: caller.requestId,
      transport: "websocket",
      started: performance.now(),
    };
    try {
      const admitted = pipeline.admit(payload, caller);
      Object.assign(line, { operation: admitted.operation.name, type: admitted.operation.type });
      if (line.type !== "subscription") return begin(connection, id, line, admitted);
      if (connection.streams >= limits.maxStreamsPerConnection)
        throw tooMany("one connection", limits.maxStreamsPerConnection);
      follow(connection, id, line, admitted);
    } catch (error) {
      connection.operations.set(id, { line, reader: undefined, stopped: undefined });
      const errors = errorsIn(error).map((one) => toPublicError(one, caller.requestId));
      recordErrors(line, errors);
      connection.finish(id, { errors });
    }
  }

  function follow(
    connection: Connection,
    id: string,
    line: OperationLine,
    admitted: Admitted,
  ): void {
    const operation: RunningOperation = { line, reader: undefined, stopped: undefined };
    connection.operations.set(id, operation);
    const { member, feed } = streams.open(
      admitted,
      readBegin(admitted.request),
      () => new SocketListener(connection, id, line),
    );
    line.feed = feed;
    operation.reader = member;
    // Over before it was open: what it had missed was more than its reader could take.
    if (!connection.operations.has(id)) member.leave();
  }

  function begin(
    connection: Connection,
    id: string,
    line: OperationLine,
    admitted: Admitted,
  ): void {
    const stopped = new AbortController();
    connection.operations.set(id, { line, reader: undefined, stopped });
    const caller = { ...admitted.caller, signal: stopped.signal };
    void answer(connection, id, { ...admitted, caller });
  }

  async function answer(connection: Connection, id: string, admitted: Admitted): Promise<void> {
    for await (const part of runInParts(admitted)) {
      const operation = connection.operations.get(id);
      if (!operation || admitted.caller.signal.aborted) return;
      recordErrors(operation.line, errorsOfPart(part));
      connection.send(JSON.stringify({ id, type: "next", payload: part }));
    }
    connection.finish(id, {});
  }

  function errorsIn(error: unknown) {
    if (error instanceof Refusal) return error.errors;
    logger.error({ err: error }, "an operation could not be admitted");
    return [toGraphQLError(error)];
  }

  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (opened) => open(opened, socket, request)),
    closeWhere(isMeant, code) {
      for (const connection of connections)
        if (connection.token && isMeant(connection.token)) refuse(connection, code);
    },
    async drain() {
      await Promise.all(
        [...connections].map(async (connection) => {
          const closed = new Promise((resolve) => connection.socket.once("close", resolve));
          await Promise.race([answered(connection), closed]);
          connection.close(closeCodes.shuttingDown, "SHUTTING_DOWN");
          await closed;
        }),
      );
    },
    terminate() {
      for (const { socket } of connections) socket.terminate();
    },
  };
}

/** Resolves when no query or mutation is under way; subscriptions do not count, they would never end. */
function answered(connection: Connection): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (connection.operations.size === connection.streams) resolve();
    };
    connection.onFinished = check;
    check();
  });
}

/** Only sockets of the lane's own kind come here. */
const connectionOf = (socket: WebSocket): Connection => (socket as ConnectedSocket).connection!;

function expire(connection: Connection): void {
  connection.close(closeCodes.initialisationTimeout, "Connection initialisation timeout");
}

/** A stream ends by its reader, not by a signal. */
const untilLeft = new AbortController().signal;
