/**
 * Waits until each server of a merged stream has said where it begins. A cursor that lacks one of
 * them would skip what that one has before somebody comes back with it.
 */
export class StreamBeginnings<Server> {
  private readonly awaited: Set<Server>;
  private readonly timer: NodeJS.Timeout | undefined;
  private readonly opened = Promise.withResolvers<void>();
  /** Resolves when nobody is waited for any more. */
  readonly known: Promise<void> = this.opened.promise;
  isKnown = false;

  /**
   * @param waitMs - who does not say it within this time is not waited for: some never do.
   * @param signal - aborted when nobody listens any more.
   */
  constructor(awaited: readonly Server[], waitMs: number, signal: AbortSignal) {
    this.awaited = new Set(awaited);
    if (awaited.length === 0) {
      this.open();
      return;
    }
    this.timer = setTimeout(() => this.open(), waitMs).unref();
    signal.addEventListener("abort", () => this.open(), { once: true });
  }

  /** One has said it, or cannot. */
  note(server: Server): void {
    this.awaited.delete(server);
    if (this.awaited.size === 0) this.open();
  }

  private open(): void {
    clearTimeout(this.timer);
    this.isKnown = true;
    this.opened.resolve();
  }
}
