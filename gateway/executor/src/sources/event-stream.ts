/** An event of a `text/event-stream`. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * Reads server-sent events out of text that comes in any pieces.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export class EventStreamReader {
  private rest = "";
  private event = "";
  private data: string[] = [];

  /** The events that are whole with this piece. */
  read(piece: string): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    this.rest += piece;
    for (;;) {
      const end = /\r\n|\n|\r/.exec(this.rest);
      // A `\r` at the end may be the first half of a line end.
      if (!end || (end[0] === "\r" && end.index === this.rest.length - 1)) return events;
      const line = this.rest.slice(0, end.index);
      this.rest = this.rest.slice(end.index + end[0].length);
      if (line !== "") this.takeLine(line);
      else if (this.data.length > 0 || this.event !== "") events.push(this.dispatch());
    }
  }

  private takeLine(line: string): void {
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.event = value;
    if (field === "data") this.data.push(value);
  }

  private dispatch(): ServerSentEvent {
    const event = { event: this.event || "message", data: this.data.join("\n") };
    this.event = "";
    this.data = [];
    return event;
  }
}
