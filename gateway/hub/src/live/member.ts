import type { Caller } from "../pipeline.js";
import type { CatchUp } from "./catch-up.js";
import type { Feed } from "./feed.js";
import type { Ending, Listener } from "./listener.js";
import type { Message } from "./message.js";
import type { Ticket } from "./ticket.js";

/** What {@link Member} is made of. */
export interface MemberOptions {
  readonly listener: Listener;
  readonly caller: Caller;
  /** Whether it understands messages that only tell the place. */
  readonly wantsPositions: boolean;
  readonly maxBufferedBytes: number;
}

/** A reader of a shared stream. */
export class Member {
  /** While it is given what it missed; it then takes no part in what is shared. */
  catchingUp: CatchUp | undefined;
  /** Tickets up to this number are not for it. */
  since = 0;
  /** Places it was given by a stream of its own that ran ahead of the shared one. */
  private ahead: Set<string> | undefined;
  private isOver = false;
  private hasPosition = false;
  private readonly listener: Listener;
  private readonly wantsPositions: boolean;
  private readonly maxBufferedBytes: number;
  readonly caller: Caller;
  /** What it reads, once it does. */
  feed: Feed | undefined;
  /** Told once, when it is over. */
  onOver: (() => void) | undefined;

  // There are as many of these as there are streams: no object is kept for its sake alone.
  constructor({ listener, caller, wantsPositions, maxBufferedBytes }: MemberOptions) {
    this.listener = listener;
    this.caller = caller;
    this.wantsPositions = wantsPositions;
    this.maxBufferedBytes = maxBufferedBytes;
  }

  get isGone(): boolean {
    return this.isOver;
  }

  /** Whether it waits to be told where it begins. */
  get wantsPosition(): boolean {
    return this.wantsPositions && !this.hasPosition;
  }

  /** From here on it takes part in what is shared. */
  join(since: number, ahead: Set<string>): void {
    this.catchingUp = undefined;
    this.since = since;
    this.ahead = ahead.size > 0 ? ahead : undefined;
  }

  /** Takes what came of a ticket, unless it is not for this one. */
  receive(ticket: Ticket): void {
    if (this.catchingUp || ticket.number <= this.since || !ticket.message) return;
    if (!this.isKnown(ticket.place)) this.send(ticket.message);
  }

  private isKnown(place: string | undefined): boolean {
    if (!this.ahead || place === undefined || !this.ahead.has(place)) return false;
    // Both are in one order: what stands before it in ours has been passed in the shared one, too.
    for (const passed of this.ahead) {
      this.ahead.delete(passed);
      if (passed === place) break;
    }
    if (this.ahead.size === 0) this.ahead = undefined;
    return true;
  }

  /** Sends a message; a reader for whom too much waits is sent away. */
  send(message: Message): void {
    if (this.isOver) return;
    if (message.isPosition && !this.wantsPositions) return;
    if (message.cursor !== undefined) this.hasPosition = true;
    const { listener, maxBufferedBytes } = this;
    listener.send(message);
    if (!this.catchingUp && listener.buffered > maxBufferedBytes)
      this.end({ code: "SLOW_CONSUMER" });
  }

  /** Waits, while catching up, until its reader has room. */
  async drained(): Promise<void> {
    const { listener, maxBufferedBytes } = this;
    if (this.isOver || listener.buffered < maxBufferedBytes / 4) return;
    if (!(await listener.drained())) this.end({ code: "SLOW_CONSUMER" });
  }

  /** Ends it from our side. */
  end(ending: Ending): void {
    if (this.isOver) return;
    this.leave();
    this.listener.end(ending);
  }

  /** The reader itself has gone. */
  leave(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.catchingUp?.close();
    this.feed?.leave(this);
    this.onOver?.();
  }
}
