import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { WebSocketServer, type WebSocket } from "ws";
import { Refusal, toGraphQLError, refusal, toPublicError } from "../errors.js";
import { toConnectionHeaders, type Callers } from "../identity/callers.js";
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
import { Connection, refuse } from "./websocket.connection.js";
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
    maxPayload: limits.maxBodyBytes,
    handleProtocols: (offered) => (offered.has(protocolName) ? protocolName : false),
  });
  const connections = new Set<Connection>();

  function open(socket: WebSocket, wire: Duplex, request: IncomingMessage): void {
    const connection = new Connection(socket, wire, request.headers);
    connections.add(connection);
    const stopBeating = heartbeat.add(() => connection.beat());
    const initialisation = setTimeout(() => {
      if (!connection.isInitialised)
        connection.close(closeCodes.initialisationTimeout, "Connection initialisation timeout");
    }, initialisationMs);
    connection.onFinished = (line) => logOperation(logger, line);
    socket.on("pong", () => (connection.isAlive = true));
    socket.on("error", (error) => logger.debug({ err: error }, "WebSocket error"));
    socket.on("message", (data) => {
      connection.isAlive = true;
      receive(connection, String(data)).catch((error: unknown) => {
        logger.error({ err: error }, "a WebSocket message could not be handled");
        connection.close(closeCodes.internal, "INTERNAL_SERVER_ERROR");
      });
    });
    socket.once("close", () => {
      stopBeating();
      clearTimeout(initialisation);
      connections.delete(connection);
      for (const id of connection.operations.keys()) connection.stop(id);
    });
    if (socket.protocol !== protocolName)
      connection.close(closeCodes.subprotocolNotAcceptable, "Subprotocol not acceptable");
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
    connection.headers = toConnectionHeaders(connection.headers, payload);
    try {
      connection.token = await callers.identify(connection.headers);
      if (callers.requireToken && !connection.token) throw refusal("UNAUTHENTICATED");
    } catch (error) {
      return refuse(connection, error instanceof Refusal ? error.code : undefined);
    }
    if (connection.token) closeAtExpiry(connection, connection.token);
    connection.isAcknowledged = true;
    connection.send('{"type":"connection_ack"}');
  }

  function subscribe(connection: Connection, { id, payload }: Subscribe): void {
    if (!connection.isAcknowledged)
      return connection.close(closeCodes.unauthorized, "Unauthorized");
    if (connection.operations.has(id))
      return connection.close(closeCodes.subscriberExists, `Subscriber for ${id} already exists`);
    const stopped = new AbortController();
    const caller = callers.describe(connection.headers, {
      token: connection.token,
      requestId: randomUUID(),
      signal: stopped.signal,
    });
    const line: OperationLine = {
      requestId: caller.requestId,
      transport: "websocket",
      started: performance.now(),
    };
    const operation = { line, stop: () => stopped.abort() };
    try {
      const admitted = pipeline.admit(payload, caller);
      Object.assign(line, { operation: admitted.operation.name, type: admitted.operation.type });
      if (line.type === "subscription" && connection.streams >= limits.maxStreamsPerConnection)
        throw tooMany("one connection", limits.maxStreamsPerConnection);
      connection.operations.set(id, operation);
      if (line.type === "subscription") follow(connection, id, admitted);
      else void answer(connection, id, admitted);
    } catch (error) {
      connection.operations.set(id, operation);
      const errors = errorsIn(error).map((one) => toPublicError(one, caller.requestId));
      recordErrors(line, errors);
      connection.finish(id, { errors });
    }
  }

  function follow(connection: Connection, id: string, admitted: Admitted): void {
    const operation = connection.operations.get(id)!;
    const stream = streams.open(admitted, readBegin(admitted.request), () =>
      connection.listen(id, (errors) => recordErrors(operation.line, errors)),
    );
    operation.line.feed = stream.feed;
    operation.stop = () => stream.leave();
    // Over before it was open: what it had missed was more than its reader could take.
    if (!connection.operations.has(id)) stream.leave();
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
    const log = connection.onFinished;
    const check = (): void => {
      if (connection.operations.size === connection.streams) resolve();
    };
    connection.onFinished = (line) => {
      log(line);
      check();
    };
    check();
  });
}

function closeAtExpiry(connection: Connection, { expiresAt }: VerifiedToken): void {
  const cancel = at(expiresAt, () => refuse(connection, "TOKEN_EXPIRED"));
  connection.socket.once("close", cancel);
}
