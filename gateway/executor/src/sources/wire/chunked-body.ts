import { WireError } from "./wire.js";

const SIZE = /^([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i;
const LINE_FEED = 10;

/** The longest line between chunks, and of all trailers. */
const MAX_LINES = 16 * 1024;

/** Takes a body in the chunked transfer coding apart (RFC 9112, 7.1). */
export class ChunkedBody {
  isDone = false;
  /** What is read now: a size, data, the line end after it, or trailers. */
  private state: "size" | "data" | "afterData" | "trailers" = "size";
  private line = "";
  private trailers = 0;
  private remaining = 0;

  constructor(private readonly onData: (data: Buffer) => void) {}

  /**
   * @returns where it stopped: the end of `bytes`, or of the body.
   * @throws WireError
   */
  push(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length && !this.isDone) {
      if (this.state === "data") {
        const end = Math.min(bytes.length, at + this.remaining);
        this.onData(bytes.subarray(at, end));
        this.remaining -= end - at;
        at = end;
        if (this.remaining === 0) this.state = "afterData";
        continue;
      }
      const feed = bytes.indexOf(LINE_FEED, at);
      const end = feed === -1 ? bytes.length : feed + 1;
      this.line += bytes.toString("latin1", at, end);
      at = end;
      if (this.line.length > MAX_LINES) throw new WireError("a line without end");
      if (feed === -1) break;
      if (!this.line.endsWith("\r\n")) throw new WireError("a bare line feed");
      this.endLine(this.line.slice(0, -2));
      this.line = "";
    }
    return at;
  }

  private endLine(line: string): void {
    if (this.state === "afterData") {
      if (line !== "") throw new WireError("a chunk longer than its size");
      this.state = "size";
    } else if (this.state === "size") {
      const size = SIZE.exec(line)?.[1];
      if (size === undefined) throw new WireError("a chunk without size");
      this.remaining = Number.parseInt(size, 16);
      this.state = this.remaining === 0 ? "trailers" : "data";
    } else if (line === "") this.isDone = true;
    else if ((this.trailers += line.length) > MAX_LINES)
      throw new WireError("trailers without end");
  }
}
