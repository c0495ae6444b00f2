/** A wait that nothing has answered; then an event is taken for lost. */
const patienceMs = 60_000;

/**
 * What must still be seen: events that follow from what was done or seen before. Nothing goes on in the
 * story until all of it has come.
 */
export class Expectations {
  readonly #open = new Map<string, number>();
  readonly #early = new Map<string, number>();
  /** Several strands may wait at once. */
  readonly #waiting = new Set<() => void>();
  /** How many were ever expected. */
  total = 0;
  /** What never came: each with how often. */
  readonly lost = new Map<string, number>();

  /** Expects an event; one that was seen already, before its cause was, counts. */
  expect(key: string, times = 1): void {
    this.total += times;
    for (let i = 0; i < times; i++) {
      const early = this.#early.get(key) ?? 0;
      if (early > 0) set(this.#early, key, early - 1);
      else set(this.#open, key, (this.#open.get(key) ?? 0) + 1);
    }
  }

  /** Takes note of an event. */
  seen(key: string): void {
    const open = this.#open.get(key) ?? 0;
    if (open > 0) set(this.#open, key, open - 1);
    else set(this.#early, key, (this.#early.get(key) ?? 0) + 1);
    for (const wake of this.#waiting) wake();
  }

  /** Events of these keys that nothing explains, so far. */
  unexplained(prefix: string): string[] {
    return [...this.#early.keys()].filter((key) => key.startsWith(prefix));
  }

  /** Waits until all that is expected has come; what does not come is noted as lost. */
  async settle(): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (this.#open.size > 0) {
      const left = deadline - Date.now();
      if (left <= 0) {
        for (const [key, times] of this.#open)
          this.lost.set(key, (this.lost.get(key) ?? 0) + times);
        this.#open.clear();
        return;
      }
      await this.change(left);
    }
  }

  /** Waits until something is seen, or so many real milliseconds have passed. */
  async change(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    const timer = setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
    this.#waiting.delete(resolve);
  }
}

function set(counts: Map<string, number>, key: string, count: number): void {
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
