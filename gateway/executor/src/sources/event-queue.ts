/**
 * A stream between a producer that pushes and a consumer that iterates.
 *
 * @remarks Unlike an async generator it takes `return()` while a `next()` is pending: a consumer
 * that leaves must not wait for an event that may never come.
 */
export class EventQueue<T> implements AsyncGenerator<T, void, undefined> {
  private readonly events: T[] = [];
  private readonly waiting: {
    resolve(result: IteratorResult<T, void>): void;
    reject(reason: unknown): void;
  }[] = [];
  private isOver = false;
  private room: { readonly length: number; readonly callback: () => void } | undefined;
  private readonly producers: (() => void)[] = [];
  private failure: { readonly reason: unknown } | undefined;

  /** @param onReturn - called once, when the consumer leaves before the end. */
  constructor(private readonly onReturn: () => void) {}

  push(event: T): void {
    if (this.isOver) return;
    const consumer = this.waiting.shift();
    if (consumer) consumer.resolve({ done: false, value: event });
    else this.events.push(event);
  }

  /** How many events wait for a consumer. */
  get length(): number {
    return this.events.length;
  }

  /** Calls back once, when no more than so many events wait. */
  onceAtMost(length: number, callback: () => void): void {
    this.room = { length, callback };
  }

  /** Resolves when a consumer waits for an event, or none will any more: pull, not push. */
  demand(): Promise<void> {
    if (this.isOver || this.waiting.length > 0) return Promise.resolve();
    return new Promise((resolve) => this.producers.push(resolve));
  }

  /** The end, once everything pushed is consumed. */
  end(): void {
    this.isOver = true;
    this.wake();
    for (const consumer of this.waiting.splice(0))
      consumer.resolve({ done: true, value: undefined });
  }

  /** The end with an error, once everything pushed is consumed. */
  fail(reason: unknown): void {
    if (this.isOver) return;
    const consumer = this.waiting.shift();
    if (consumer) consumer.reject(reason);
    else this.failure = { reason };
    this.end();
  }

  next(): Promise<IteratorResult<T, void>> {
    const event = this.events.shift();
    if (this.room && this.events.length <= this.room.length) this.makeRoom();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    if (this.failure) {
      const { reason } = this.failure;
      this.failure = undefined;
      return Promise.reject(reason as Error);
    }
    if (this.isOver) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.wake();
    });
  }

  return(): Promise<IteratorResult<T, void>> {
    this.leave();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(reason: unknown): Promise<IteratorResult<T, void>> {
    this.leave();
    return Promise.reject(reason as Error);
  }

  private wake(): void {
    for (const produce of this.producers.splice(0)) produce();
  }

  private makeRoom(): void {
    const { room } = this;
    this.room = undefined;
    room?.callback();
  }

  private leave(): void {
    const wasOver = this.isOver;
    this.events.length = 0;
    this.makeRoom();
    this.failure = undefined;
    this.end();
    if (!wasOver) this.onReturn();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.return().then(() => undefined);
  }
}
