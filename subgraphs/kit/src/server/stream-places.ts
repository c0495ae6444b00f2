import type { ExecutionResult } from "graphql";

import type { Context } from "./context.js";

/** Wakes again and again all who wait for it, by one timer. */
export interface Beat {
  /** Called at the next beat, unless it is taken out before. */
  readonly waiting: Set<() => void>;
  stop(): void;
}

/** A beat in every so many milliseconds. */
export function createBeat(periodMs: number): Beat {
  const waiting = new Set<() => void>();
  const timer = setInterval(() => {
    for (const wake of waiting) wake();
  }, periodMs);
  timer.unref();
  return { waiting, stop: () => clearInterval(timer) };
}

/**
 * Says where a stream begins, and now and then how far it has come though nothing was for it, in
 * messages without data.
 *
 * @remarks Who is cut off before the first event, or after a long silence, then has a place to come
 * back to of which everything after it is still kept.
 */
export async function* withPlaces(
  events: AsyncGenerator<ExecutionResult>,
  { begun, place }: Pick<Context, "begun" | "place">,
  beat: Beat,
): AsyncGenerator<ExecutionResult> {
  // Only when it is asked for its first event does it begin to read.
  let next = events.next();
  let told = await Promise.race([begun, next.then(() => undefined)]);
  if (told !== undefined) yield { extensions: { cursor: told } };
  for (;;) {
    const arrival = new Arrival(next, beat);
    while (!(await arrival.orBeat())) {
      const reached = place();
      if (reached === undefined || reached === told) continue;
      told = reached;
      yield { extensions: { cursor: reached } };
    }
    const { done, value } = await next;
    if (done) return;
    yield value;
    next = events.next();
  }
}

/** That something settles, seen from one who does not wait longer than to the next beat. */
class Arrival {
  private isThere = false;
  private wake = (): void => undefined;

  constructor(
    awaited: Promise<unknown>,
    private readonly beat: Beat,
  ) {
    const settle = (): void => {
      this.isThere = true;
      this.wake();
    };
    awaited.then(settle, settle);
  }

  /** Whether it is there; if not, a beat has passed. */
  async orBeat(): Promise<boolean> {
    if (this.isThere) return true;
    const { waiting } = this.beat;
    await new Promise<void>((resolve) => waiting.add((this.wake = resolve)));
    waiting.delete(this.wake);
    return this.isThere;
  }
}
