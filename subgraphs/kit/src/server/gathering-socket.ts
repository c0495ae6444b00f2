import type { Duplex } from "node:stream";

import { WebSocket } from "ws";

/** Beyond it who sends has to wait until some of it is gone. */
const maxAhead = 256 * 1024;

type Sent = (error?: Error) => void;

/**
 * A socket that writes together what is sent in one turn.
 *
 * @remarks The sender of a stream waits for each message to be written before it makes the next: of a
 * replay of a hundred thousand that is as many system calls. It is told at once instead, as long
 * as little waits.
 */
export class GatheringSocket extends WebSocket {
  /** What it writes to. */
  wire: Duplex | undefined;
  private isGathering = false;

  override send(data: never, options?: object | Sent, sent?: Sent): void {
    const callback = (typeof options === "function" ? options : sent) as Sent | undefined;
    const settings = typeof options === "function" ? {} : (options ?? {});
    this.gather();
    const isAhead = callback && this.isOpen && this.bufferedAmount < maxAhead;
    super.send(data, settings, isAhead ? undefined : callback);
    if (isAhead) callback();
  }

  private get isOpen(): boolean {
    return this.readyState === WebSocket.OPEN;
  }

  private gather(): void {
    if (this.isGathering || !this.wire) return;
    this.isGathering = true;
    this.wire.cork();
    process.nextTick(() => {
      this.isGathering = false;
      this.wire?.uncork();
    });
  }
}
