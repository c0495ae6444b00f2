/**
 * A clock that runs from `start` with `speed`, as fast as the world's for 1, standing still for 0: at the
 * real instant `since` it shows `start`. Processes that are given the same three agree.
 */
export interface DomainClock {
  readonly start: Date;
  readonly speed: number;
  readonly since: Date;
}

let clock: DomainClock | undefined;
const watchers = new Set<() => void>();

/** The domain's time: the system's, unless a demo or simulation set another clock. */
export function now(): Date {
  if (!clock) return new Date();
  const { start, speed, since } = clock;
  return new Date(start.getTime() + (Date.now() - since.getTime()) * speed);
}

/**
 * Lets the domain's time of this process run by another clock; without one, by the system's again.
 * Tokens and signed addresses keep the real time.
 * @throws RangeError for a speed that is no number or below 0
 */
export function setDomainClock(next?: DomainClock): void {
  if (next && !(Number.isFinite(next.speed) && next.speed >= 0))
    throw new RangeError("the speed of a clock is a number from 0 up");
  clock = next;
  for (const changed of watchers) changed();
}

/** Real milliseconds until the domain's time is `at`: 0 or below when it has come, infinite when the clock stands. */
export function realMsUntil(at: Date): number {
  const ms = at.getTime() - now().getTime();
  return ms <= 0 ? ms : ms / (clock?.speed ?? 1);
}

/** Calls back whenever the clock is set; gives what ends that. */
export function watchDomainClock(changed: () => void): () => void {
  watchers.add(changed);
  return () => void watchers.delete(changed);
}
