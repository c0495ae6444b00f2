import type { IncomingHttpHeaders } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import type { VerifiedToken } from "../identity/identity.js";
import { recordErrors, type OperationLine } from "../telemetry/log.js";
import { errorsOf, stalledMs } from "./frames.js";
import type { Beating } from "./heartbeat.js";
import type { Ending, Listener } from "./listener.js";
import type { Member } from "./member.js";
import { GatheredWrites } from "./gathered-writes.js";
import type { Encoding, Message } from "./message.js";
import { closeCodeOf, closeCodes } from "./websocket.closes.js";
import { frameHead, frameOf } from "./websocket.frame.js";

/** In bytes. */
const longestCopied = 16 * 1024;

/** An operation under way. */
export interface RunningOperation {
  readonly line: OperationLine;
  /** Of a subscription: its reader. */
  reader: Pick<Member, "leave"> | undefined;
  /** Of a query or mutation: aborted when the client ends it. */
  readonly stopped: AbortController | undefined;
}

/** A socket that knows its connection: what listens to it is the same for all. */
export class ConnectedSocket extends WebSocket {
  connection: Connection | undefined;
}

/** A connection: its socket, who opened it, and what runs on it. */
export class Connection implements Beating {
  token: VerifiedToken | undefined;
  /** Closes it when it was not begun in time. */
  initialisation: NodeJS.Timeout | undefined;
  cancelExpiry: (() => void) | undefined;
  isInitialised = false;
  isAcknowledged = false;
  /** By the client's id. */
  readonly operations = new Map<string, RunningOperation>();
  private readonly writes = new GatheredWrites();
  /** Called when an operation is over. */
  onFinished: (() => void) | undefined;

  constructor(
    readonly socket: WebSocket,
    readonly wire: Duplex,
    public headers: IncomingHttpHeaders,
    private readonly log: (line: OperationLine) => void,
  ) {}

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  send(text: string): void {
    if (this.isOpen) this.socket.send(text);
  }

  /** Sends an event of an operation. */
  sendNext(id: string, message: Message): void {
    if (!this.isOpen) return;
    const rest = message.as(afterId);
    const opening = `{"id":${JSON.stringify(id)}`;
    // Copied, it leaves in one piece; of a long one all readers share the bytes.
    if (rest.length <= longestCopied) this.writes.write(this.wire, frameOf(opening, rest));
    else this.writes.writeBoth(this.wire, frameHead(opening, rest.length), rest);
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
    this.note(operation.line);
  }

  private note(line: OperationLine): void {
    this.log(line);
    this.onFinished?.();
  }

  /** The client has ended an operation, or is gone. */
  stop(id: string): void {
    const operation = this.operations.get(id);
    if (!operation) return;
    this.operations.delete(id);
    operation.reader?.leave();
    operation.stopped?.abort();
    this.note(operation.line);
  }

  /** Resolves when the socket has room; false when it has taken nothing for too long, or is gone. */
  drained(): Promise<boolean> {
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

/** What follows the id in an event's message, the same for all who read it. */
const afterId: Encoding = {
  encode: ({ json }) => Buffer.from(`,"type":"next","payload":${json}}`),
};

/** The reader of one stream on a connection. */
export class SocketListener implements Listener {
  constructor(
    private readonly connection: Connection,
    private readonly id: string,
    private readonly line: OperationLine,
  ) {}

  get buffered(): number {
    return this.connection.socket.bufferedAmount;
  }

  send(message: Message): void {
    recordErrors(this.line, message.errors);
    this.connection.sendNext(this.id, message);
  }

  drained(): Promise<boolean> {
    return this.connection.drained();
  }

  end(ending: Ending): void {
    recordErrors(this.line, errorsOf(ending));
    this.connection.finish(this.id, ending);
  }
}

/** Closes a connection for whose opening there is no good reason. */
export function refuse(connection: Connection, code: Parameters<typeof closeCodeOf>[0]): void {
  connection.close(closeCodeOf(code) ?? closeCodes.internal, code ?? "INTERNAL_SERVER_ERROR");
}
