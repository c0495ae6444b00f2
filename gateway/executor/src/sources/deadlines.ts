/** What is to be told when its time is over. */
export interface Expiring {
  expire(): void;
}

/**
 * Deadlines that are all the same time away: in the order in which they began they also end, so one
 * timer serves them all. A timer each costs more than the rest of a small request's bookkeeping.
 */
export class Deadlines {
  private readonly running = new Map<Expiring, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly afterMs: number) {}

  begin(each: Expiring): void {
    this.running.set(each, performance.now() + this.afterMs);
    // Whatever waits holds the process by a connection.
    this.timer ??= setTimeout(() => this.check(), this.afterMs).unref();
  }

  end(each: Expiring): void {
    this.running.delete(each);
  }

  private check(): void {
    this.timer = undefined;
    const now = performance.now();
    for (const [each, deadline] of this.running) {
      if (deadline > now) {
        this.timer = setTimeout(() => this.check(), Math.ceil(deadline - now)).unref();
        return;
      }
      this.running.delete(each);
      each.expire();
    }
  }
}
