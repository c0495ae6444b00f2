import type { GraphQLFormattedError } from "graphql";
import type { IncomingHttpHeaders } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { VerifiedToken } from "../identity/identity.js";
import type { OperationLine } from "../telemetry/log.js";
import { errorsOf, stalledMs } from "./frames.js";
import type { Ending, Listener } from "./listener.js";
import { closeCodeOf, closeCodes } from "./websocket.closes.js";

/** An operation under way. */
export interface RunningOperation {
  readonly line: OperationLine;
  /** Ends it from the client's side. */
  stop(): void;
}

/** A connection: its socket, who opened it, and what runs on it. */
export class Connection {
  token: VerifiedToken | undefined;
  isInitialised = false;
  isAcknowledged = false;
  /** By the client's id. */
  readonly operations = new Map<string, RunningOperation>();
  /** Called when an operation is over. */
  onFinished: (line: OperationLine) => void = () => {};

  constructor(
    readonly socket: WebSocket,
    private readonly wire: Duplex,
    public headers: IncomingHttpHeaders,
  ) {}

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  send(text: string): void {
    if (this.isOpen) this.socket.send(text);
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  get streams(): number {
    let count = 0;
    for (const { line } of this.operations.values()) if (line.type === "subscription") count += 1;
    return count;
  }

  /** Ends an operation with the last word on it. */
  finish(id: string, ending: Ending): void {
    const operation = this.operations.get(id);
    if (!operation) return;
    const errors = errorsOf(ending);
    const close = closeCodeOf(ending.code);
    this.operations.delete(id);
    if (close !== undefined) this.close(close, ending.code!);
    else if (errors) this.send(JSON.stringify({ id, type: "error", payload: errors }));
    else this.send(JSON.stringify({ id, type: "complete" }));
    this.onFinished(operation.line);
  }

  /** The client has ended an operation, or is gone. */
  stop(id: string): void {
    const operation = this.operations.get(id);
    if (!operation) return;
    this.operations.delete(id);
    operation.stop();
    this.onFinished(operation.line);
  }

  /** The reader of one stream on it. */
  listen(
    id: string,
    onErrors: (errors: readonly GraphQLFormattedError[] | undefined) => void,
  ): Listener {
    const { socket } = this;
    const opening = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    return {
      get buffered() {
        return socket.bufferedAmount;
      },
      send: (message) => {
        onErrors(message.result.errors);
        this.send(`${opening}${message.json}}`);
      },
      drained: () => this.drained(),
      end: (ending) => {
        onErrors(errorsOf(ending));
        this.finish(id, ending);
      },
    };
  }

  private drained(): Promise<boolean> {
    const { wire } = this;
    if (!this.isOpen || !wire.writableNeedDrain) return Promise.resolve(this.isOpen);
    return new Promise((resolve) => {
      const settle = (hasRoom: boolean): void => {
        clearTimeout(stalled);
        wire.off("drain", onDrain);
        wire.off("close", onClose);
        resolve(hasRoom);
      };
      const onDrain = (): void => settle(true);
      const onClose = (): void => settle(false);
      const stalled = setTimeout(onClose, stalledMs);
      wire.on("drain", onDrain);
      wire.on("close", onClose);
    });
  }

  /** Pings; who has not answered by the next is cut. */
  beat(): void {
    if (!this.isAlive) return this.socket.terminate();
    this.isAlive = false;
    this.socket.ping();
  }

  /** Whether anything has come since the last ping. */
  isAlive = true;
}

/** Closes a connection for whose opening there is no good reason. */
export function refuse(connection: Connection, code: Parameters<typeof closeCodeOf>[0]): void {
  connection.close(closeCodeOf(code) ?? closeCodes.internal, code ?? "INTERNAL_SERVER_ERROR");
}
