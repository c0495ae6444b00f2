import { isActive, type KnownCase, warningAt } from "./case-book.js";
import type { Expectations } from "./expectations.js";

/** From the bottom up. */
export const levels = ["PROJECT", "AREA", "COMPANY", "CONSORTIUM", "AUTHORITY"] as const;

/** Nothing is counted on a case any more. */
const ended = new Set(["CLOSED", "MERGED", "REJECTED"]);

/**
 * What the rules must do with a case until an instant, computed from what the case itself has told: each
 * warning and breach once, and from a breach of the city's rules or a level's silence the next level.
 */
export function predict(known: KnownCase, now: number, expectations: Expectations): void {
  if (!known.whole) return;
  for (const promise of known.promises.values()) {
    if (promise.kept || promise.told || promise.dueAt > now) continue;
    promise.told = true;
    expectations.expect(`order:OVERDUE:${known.id}`);
  }
  if (ended.has(known.state)) return;
  const active = known.ladder.find(isActive);
  const overdue =
    active !== undefined &&
    known.suspendedAt === null &&
    active.level !== "AUTHORITY" &&
    active.dueAt <= now;
  if (overdue) {
    expectations.expect(`escalation:PASSED:${known.id}`);
    expectations.expect(`escalation:RAISED:${known.id}`);
  }
  let inHand = active !== undefined;
  for (const clock of known.clocks) {
    if (clock.stopped || clock.paused) continue;
    if (!clock.warned && warningAt(clock) <= now) {
      clock.warned = true;
      expectations.expect(`case:CLOCK_WARNING:${known.id}`);
    }
    if (clock.breached || clock.dueAt > now) continue;
    clock.breached = true;
    expectations.expect(`case:CLOCK_BREACHED:${known.id}`);
    if (clock.origin !== "" || inHand || !canClimb(known)) continue;
    inHand = true;
    expectations.expect(`escalation:RAISED:${known.id}`);
  }
}

/** Whether somebody is left above the levels that have had the case and not confirmed it. */
const canClimb = ({ ladder }: KnownCase): boolean =>
  !ladder.some(
    ({ level, state }) => level === "AUTHORITY" && state !== "VERIFIED" && state !== "DROPPED",
  );
