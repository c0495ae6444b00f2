import type { Writable } from "node:stream";

/** Those who have written in this turn. */
const writers: GatheredWrites[] = [];

/**
 * Writes to one socket: the first of a turn at once, all others of it together. A message for a
 * thousand readers is then one write to each, and of the thousands that one reader has missed
 * many leave in one.
 */
export class GatheredWrites {
  private hasWritten = false;
  /** Held back until the end of the turn. */
  private wire: Writable | undefined;

  write(wire: Writable, bytes: Buffer): void {
    if (this.hasWritten) this.gather(wire);
    this.begin();
    wire.write(bytes);
  }

  /** The same for two that belong together. */
  writeBoth(wire: Writable, first: Buffer, second: Buffer): void {
    this.begin();
    this.gather(wire);
    wire.write(first);
    wire.write(second);
  }

  private begin(): void {
    if (this.hasWritten) return;
    this.hasWritten = true;
    if (writers.push(this) === 1) process.nextTick(endTurn);
  }

  private gather(wire: Writable): void {
    if (this.wire) return;
    this.wire = wire;
    wire.cork();
  }

  /** The turn is over. */
  letGo(): void {
    this.hasWritten = false;
    this.wire?.uncork();
    this.wire = undefined;
  }
}

function endTurn(): void {
  for (const writer of writers.splice(0)) writer.letGo();
}
