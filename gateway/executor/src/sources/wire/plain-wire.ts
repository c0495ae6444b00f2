import { requestHeaders } from "./caller-headers.js";
import { Connection, type ConnectionEvents, type Message } from "./connection.js";
import type { Sending, Wire, WireOptions, WireReceiver, WireRequest } from "./wire.js";

/** How often idle connections are looked over. */
const SWEEP_MS = 1_000;

/** A message that waits for a connection, or is on one. */
interface Entry extends Message, Sending {
  connection: Connection | undefined;
}

/**
 * HTTP/1.1 without TLS, as much of it as a POST of JSON needs: kept connections, one request at a
 * time on each, a request in one write.
 *
 * @remarks A query that goes out on a kept connection which the peer has just closed is sent once
 * more, over a new one; anything else fails then.
 */
export function createPlainWire(options: WireOptions): Wire {
  return new PlainWire(options);
}

class PlainWire implements Wire, ConnectionEvents {
  private readonly address: { host: string; port: number };
  /** The request line, and the headers that are always the same. */
  private readonly start: string;
  private readonly open = new Set<Connection>();
  /** Those used last are used first, so that the others can age. */
  private readonly idle: Connection[] = [];
  private readonly waiting = new Set<Entry>();
  private sweeper: NodeJS.Timeout | undefined;
  private ended: Error | undefined;

  constructor(private readonly options: WireOptions) {
    const { url } = options;
    const host = url.hostname.replace(/^\[|\]$/g, "");
    this.address = { host, port: Number(url.port || 80) };
    this.start = `POST ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\nconnection: keep-alive\r\n`;
  }

  send(request: WireRequest, receiver: WireReceiver): Sending {
    const entry: Entry = {
      ...toText(this.start, request),
      isRepeatable: request.isRepeatable,
      receiver,
      connection: undefined,
      cancel: () => this.cancel(entry),
    };
    if (this.ended) throw this.ended;
    const connection = this.takeIdle();
    if (connection) this.put(entry, connection);
    else if (this.open.size < this.options.connections) this.put(entry, this.connect());
    else this.waiting.add(entry);
    return entry;
  }

  async destroy(cause: Error): Promise<void> {
    this.ended = cause;
    clearInterval(this.sweeper);
    for (const { receiver } of this.waiting) receiver.onFailure(cause);
    this.waiting.clear();
    for (const connection of this.open) connection.destroy(cause);
  }

  onFree(connection: Connection): void {
    const [next] = this.waiting;
    if (next) {
      this.waiting.delete(next);
      this.put(next, connection);
    } else {
      this.idle.push(connection);
      this.sweeper ??= setInterval(() => this.sweep(), SWEEP_MS).unref();
    }
  }

  onClosed(connection: Connection, unanswered: Message | undefined): void {
    this.open.delete(connection);
    const at = this.idle.indexOf(connection);
    if (at !== -1) this.idle.splice(at, 1);
    if (this.ended) {
      unanswered?.receiver.onFailure(this.ended);
      return;
    }
    // Idle ones are likely to be closed as well.
    if (unanswered) this.put(unanswered as Entry, this.connect());
    else {
      const [next] = this.waiting;
      if (!next) return;
      this.waiting.delete(next);
      this.put(next, this.connect());
    }
  }

  private put(entry: Entry, connection: Connection): void {
    entry.connection = connection;
    connection.send(entry);
  }

  private connect(): Connection {
    const connection = new Connection(this.address, this.options.maxBytes, this);
    this.open.add(connection);
    return connection;
  }

  private takeIdle(): Connection | undefined {
    const now = performance.now();
    for (;;) {
      const connection = this.idle.pop();
      if (!connection || connection.idleUntil > now) return connection;
      this.open.delete(connection);
      connection.drop();
    }
  }

  private sweep(): void {
    const now = performance.now();
    const over = this.idle.filter(({ idleUntil }) => idleUntil <= now);
    for (const connection of over) connection.drop();
    if (this.open.size > 0) return;
    clearInterval(this.sweeper);
    this.sweeper = undefined;
  }

  private cancel(entry: Entry): void {
    if (!this.waiting.delete(entry)) entry.connection?.drop();
  }
}

/** One operation has many fetches and one set of headers. */
const known = new WeakMap<object, string>();

function linesOf(headers: WireRequest["headers"]): string {
  let lines = known.get(headers);
  if (lines !== undefined) return lines;
  lines = "";
  const list = requestHeaders(headers);
  for (let index = 0; index < list.length; index += 2) {
    lines += `${list[index]}: ${list[index + 1]}\r\n`;
  }
  known.set(headers, lines);
  return lines;
}

/** @throws TypeError when the caller's headers are none. */
function toText(start: string, { headers, body }: WireRequest): Pick<Message, "text" | "encoding"> {
  const length = Buffer.byteLength(body);
  const head = `${start}${linesOf(headers)}content-length: ${length}\r\n\r\n`;
  // As long in bytes as in characters: no character takes two, in this encoding or the other.
  if (length === body.length) return { text: head + body, encoding: "latin1" };
  // A head is in Latin-1, a body in UTF-8.
  if (Buffer.byteLength(head) === head.length) return { text: head + body, encoding: "utf8" };
  return { text: head + Buffer.from(body).toString("latin1"), encoding: "latin1" };
}
