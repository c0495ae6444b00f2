import { connect, type Socket } from "node:net";
import { ResponseParser } from "./response-parser.js";
import type { WireReceiver } from "./wire.js";

/** A request as it goes over a connection. */
export interface Message {
  readonly text: string;
  /** `latin1` where that is the same bytes: it costs less to write. */
  readonly encoding: "latin1" | "utf8";
  readonly isRepeatable: boolean;
  readonly receiver: WireReceiver;
}

/** What becomes of a connection. */
export interface ConnectionEvents {
  /** It has its answer and can take another request. */
  onFree(connection: Connection): void;
  /** It is gone; `unanswered` was sent on it to a peer that had closed it before. */
  onClosed(connection: Connection, unanswered: Message | undefined): void;
}

/** What peers that say nothing are taken to allow: less than any common server does. */
const DEFAULT_IDLE_MS = 4_000;

/** The peer counts from when its answer left. */
const MARGIN_MS = 1_000;

const MAX_IDLE_MS = 600_000;

/** What is read is used up before the next read, by whichever connection. */
const shared = Buffer.allocUnsafeSlow(64 * 1024);

/** Elsewhere the buffer is the kernel's from before there is anything to read. */
const isReadAtOnce = process.platform !== "win32";

/** A kept connection; one request at a time. */
export class Connection {
  /** Until when an idle one may be used, by `performance.now()`. */
  idleUntil = 0;
  private readonly socket: Socket;
  private parser: ResponseParser;
  private message: Message | undefined;
  private isReused = false;
  private failure: Error | undefined;

  constructor(
    address: { readonly host: string; readonly port: number },
    private readonly maxBytes: number,
    private readonly events: ConnectionEvents,
  ) {
    this.parser = new ResponseParser(maxBytes);
    const socket = connect({
      ...address,
      noDelay: true,
      keepAlive: true,
      onread: {
        buffer: isReadAtOnce ? shared : Buffer.allocUnsafeSlow(shared.length),
        callback: (size, buffer) => this.onBytes((buffer as Buffer).subarray(0, size)),
      },
    });
    socket.on("end", () => this.onEnd());
    socket.on("error", (error) => (this.failure ??= error));
    socket.on("close", () => this.onClose());
    this.socket = socket;
  }

  send(message: Message): void {
    this.message = message;
    this.socket.ref();
    this.socket.write(message.text, message.encoding);
  }

  /** Ends it without a word to the request under way. */
  drop(): void {
    this.message = undefined;
    this.socket.destroy();
  }

  /** Ends it, and the request under way with it. */
  destroy(cause: Error): void {
    this.failure ??= cause;
    this.socket.destroy();
  }

  private onBytes(bytes: Buffer): boolean {
    if (!this.message) {
      // Nobody asked: it may be a last word before the peer closes.
      this.socket.destroy();
      return false;
    }
    try {
      const isOver = this.parser.push(bytes);
      if (this.parser.isDone) this.finish(!isOver);
    } catch (error) {
      this.destroy(error as Error);
    }
    return true;
  }

  private onEnd(): void {
    if (this.message && this.parser.hasBegun) {
      try {
        this.parser.end();
        this.finish(false);
      } catch (error) {
        this.failure ??= error as Error;
      }
    }
    this.socket.destroy();
  }

  private finish(isClean: boolean): void {
    const { message, parser } = this;
    const { status, keepsAlive, idleMs } = parser.head!;
    this.message = undefined;
    const allowed =
      idleMs === undefined ? DEFAULT_IDLE_MS : Math.min(idleMs - MARGIN_MS, MAX_IDLE_MS);
    // An answer that came before all of the request was read says that nobody will read the rest.
    if (isClean && keepsAlive && allowed > 0 && this.socket.writableLength === 0) {
      this.parser = new ResponseParser(this.maxBytes);
      this.isReused = true;
      this.idleUntil = performance.now() + allowed;
      this.socket.unref();
      // Before the answer is read: somebody may be waiting for the connection.
      this.events.onFree(this);
    } else this.socket.destroy();
    message!.receiver.onAnswer(status, parser.text);
  }

  private onClose(): void {
    const { message, parser } = this;
    this.message = undefined;
    const mayRepeat = this.isReused && !parser.hasBegun && message?.isRepeatable;
    this.events.onClosed(this, mayRepeat ? message : undefined);
    if (message && !mayRepeat) {
      message.receiver.onFailure(this.failure ?? new Error("The connection was closed."));
    }
  }
}
