/** Does work side by side and hands on what comes of it in the order in which it was begun. */
export class Sequence<Result> {
  private pending = 0;
  private tail: Promise<void> = Promise.resolve();
  private onRoom: (() => void) | undefined;

  /**
   * @param width - how much is under way at most.
   * @param hand - takes each result; the next waits for it.
   */
  constructor(
    private readonly width: number,
    private readonly hand: (result: Result) => void | Promise<void>,
  ) {}

  /** Resolves when there is room for more. @param work - must not reject. */
  async add(work: Promise<Result> | Result): Promise<void> {
    this.pending += 1;
    const before = this.tail;
    this.tail = (async () => {
      const result = await work;
      await before;
      await this.hand(result);
      this.pending -= 1;
      this.onRoom?.();
    })();
    if (this.pending >= this.width) await new Promise<void>((resolve) => (this.onRoom = resolve));
  }

  /** Resolves when all that was begun is handed on. */
  settled(): Promise<void> {
    return this.tail;
  }
}
