import { ChunkedBody } from "./chunked-body.js";
import { readHead, type ResponseHead } from "./response-head.js";
import { WireError } from "./wire.js";

const HEAD_END = Buffer.from("\r\n\r\n");

/** As Node's own client. */
const MAX_HEAD = 16 * 1024;

/**
 * Reads one answer out of what a connection gives, however it is cut.
 *
 * @remarks The bytes it is given are valid until it returns: they are of a buffer that is used again.
 */
export class ResponseParser {
  /** Of the final answer: those with a status of 1xx are passed over. */
  head: ResponseHead | undefined;
  text = "";
  isDone = false;
  /** Whether anything has come. */
  hasBegun = false;
  /** The beginning of a head. */
  private partial: Buffer | undefined;
  private parts: Buffer[] | undefined;
  private size = 0;
  private chunks: ChunkedBody | undefined;

  constructor(private readonly maxBytes: number) {}

  /**
   * @returns whether bytes are left that belong to no answer.
   * @throws WireError
   */
  push(bytes: Buffer): boolean {
    this.hasBegun = true;
    let input = bytes;
    if (this.partial) input = Buffer.concat([this.partial, bytes]);
    let at = 0;
    while (!this.head) {
      const end = input.indexOf(HEAD_END, at);
      if ((end === -1 ? input.length : end) - at > MAX_HEAD)
        throw new WireError("a head without end");
      if (end === -1) {
        this.partial = Buffer.from(input.subarray(at));
        return false;
      }
      const head = readHead(input.toString("latin1", at, end));
      at = end + HEAD_END.length;
      if (head.status === 101) throw new WireError("a change of protocol");
      if (head.status >= 200) this.begin(head);
    }
    this.partial = undefined;
    return this.readBody(input, at) < input.length;
  }

  /**
   * The peer sends no more.
   *
   * @throws when something is missing.
   */
  end(): void {
    if (this.isDone) return;
    if (this.head?.framing.kind !== "close") throw new Error("The answer was cut short.");
    this.finish();
  }

  private begin(head: ResponseHead): void {
    this.head = head;
    const { framing } = head;
    if (framing.kind === "length" && framing.length > this.maxBytes) throw tooLarge();
    if (framing.kind === "chunked") this.chunks = new ChunkedBody((data) => this.keep(data));
    if (framing.kind === "none" || (framing.kind === "length" && framing.length === 0))
      this.finish();
  }

  /** @returns where it stopped. */
  private readBody(bytes: Buffer, at: number): number {
    if (this.isDone) return at;
    if (this.chunks) {
      const end = this.chunks.push(bytes, at);
      if (this.chunks.isDone) this.finish();
      return end;
    }
    const { framing } = this.head!;
    if (framing.kind !== "length") {
      this.keep(bytes.subarray(at));
      return bytes.length;
    }
    const missing = framing.length - this.size;
    // Most answers come in one piece: their bytes are never copied.
    if (missing === framing.length && bytes.length - at >= missing) {
      this.text = bytes.toString("utf8", at, at + missing);
      this.isDone = true;
      return at + missing;
    }
    const end = Math.min(bytes.length, at + missing);
    this.keep(bytes.subarray(at, end));
    if (this.size === framing.length) this.finish();
    return end;
  }

  private keep(data: Buffer): void {
    if (data.length === 0) return;
    this.size += data.length;
    if (this.size > this.maxBytes) throw tooLarge();
    (this.parts ??= []).push(Buffer.from(data));
  }

  private finish(): void {
    this.isDone = true;
    if (this.parts) this.text = Buffer.concat(this.parts).toString();
  }
}

function tooLarge(): WireError {
  return new WireError("an answer larger than is accepted");
}
