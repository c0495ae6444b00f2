import { WireError } from "./wire.js";

/** Where an answer's body ends. */
export type Framing =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly length: number }
  | { readonly kind: "chunked" }
  | { readonly kind: "close" };

/** What the head of an answer says about itself and its connection. */
export interface ResponseHead {
  readonly status: number;
  readonly framing: Framing;
  readonly keepsAlive: boolean;
  /** For how long the peer says it keeps an idle connection. */
  readonly idleMs: number | undefined;
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: |$)/;
// eslint-disable-next-line no-control-regex
const BAD_LINE = /[\0\r\n]/;
const NONE: Framing = { kind: "none" };
const CHUNKED: Framing = { kind: "chunked" };
const UNTIL_CLOSE: Framing = { kind: "close" };

/**
 * Reads the head of an HTTP/1.1 answer (RFC 9112), its last empty line left off.
 *
 * @remarks Whatever could be read in two ways is refused: two lengths, a folded line, a line end
 * within a line.
 * @throws WireError
 */
export function readHead(text: string): ResponseHead {
  let end = lineEnd(text, 0);
  const [, minor, status] = STATUS_LINE.exec(text.slice(0, end)) ?? [];
  if (status === undefined || BAD_LINE.test(text.slice(0, end))) throw new WireError("no HTTP/1.1");
  let length: string | undefined;
  let encoding: string | undefined;
  let connection = "";
  let keepAlive = "";

  while (end < text.length) {
    const begin = end + 2;
    end = lineEnd(text, begin);
    const colon = text.indexOf(":", begin);
    // A line that is folded begins with a space.
    if (colon <= begin || colon >= end || text.charCodeAt(begin) <= 0x20) {
      throw new WireError("a line that is no header");
    }
    // By its length first: of an answer's ten headers we need two.
    switch (colon - begin) {
      case 10: {
        const name = text.slice(begin, colon).toLowerCase();
        if (name === "connection") connection = joined(connection, valueOf(text, colon, end));
        else if (name === "keep-alive") keepAlive = valueOf(text, colon, end);
        break;
      }
      case 14:
        if (text.slice(begin, colon).toLowerCase() === "content-length")
          length = joined(length, valueOf(text, colon, end));
        break;
      case 17:
        if (text.slice(begin, colon).toLowerCase() === "transfer-encoding")
          encoding = joined(encoding, valueOf(text, colon, end));
    }
  }

  const framing = framingOf(Number(status), length, encoding);
  return {
    status: Number(status),
    framing,
    keepsAlive:
      keepsAlive(connection, minor === "1") && framing !== UNTIL_CLOSE && !(encoding && length),
    idleMs: keepAlive === "" ? undefined : idleMsOf(keepAlive),
  };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\r\n", from);
  return end === -1 ? text.length : end;
}

function valueOf(text: string, colon: number, end: number): string {
  const value = text.slice(colon + 1, end).trim();
  if (BAD_LINE.test(value)) throw new WireError("a line end within a header");
  return value;
}

const joined = (known: string | undefined, value: string): string =>
  known === undefined ? value : `${known},${value}`;

function framingOf(
  status: number,
  length: string | undefined,
  encoding: string | undefined,
): Framing {
  if (status < 200 || status === 204 || status === 304) return NONE;
  if (encoding !== undefined) {
    const [last, ...others] = encoding.split(",").reverse();
    if (last!.trim().toLowerCase() !== "chunked") return UNTIL_CLOSE;
    // We asked for no coding but this one.
    if (others.length > 0) throw new WireError("a transfer coding that was not asked for");
    return CHUNKED;
  }
  if (length === undefined) return UNTIL_CLOSE;
  const [first, ...others] = length.split(",").map((each) => each.trim());
  if (!/^\d{1,15}$/.test(first!) || others.some((other) => other !== first))
    throw new WireError("a length that is none");
  return { kind: "length", length: Number(first) };
}

function keepsAlive(connection: string, isCurrent: boolean): boolean {
  if (connection === "") return isCurrent;
  const tokens = connection
    .toLowerCase()
    .split(",")
    .map((token) => token.trim());
  if (tokens.includes("close")) return false;
  return isCurrent || tokens.includes("keep-alive");
}

function idleMsOf(keepAlive: string): number | undefined {
  const seconds = /(?:^|[,;\s])timeout\s*=\s*(\d{1,9})/i.exec(keepAlive)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
