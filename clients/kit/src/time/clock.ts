import type { ClockState } from "../vocabulary.js";
import type { Tone } from "../components/tone.js";

/** A clock of the graph. */
export interface ClockFacts {
  readonly kind: string;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly stoppedAt: string | null;
  readonly state: ClockState;
}

/** How a clock stands at `now`: it goes on counting between two answers of the hub. */
export function readClock(
  { startedAt, dueAt, stoppedAt, state }: ClockFacts,
  now: number,
): ClockState {
  if (stoppedAt || state === "PAUSED") return state;
  const due = Date.parse(dueAt);
  if (now > due) return "BREACHED";
  return (due - now) * 4 < due - Date.parse(startedAt) ? "WARNING" : "RUNNING";
}

/** Colour of a clock: red overdue, amber under a quarter, blue running, green met, grey at rest. */
export const clockTones: Readonly<Record<ClockState, Tone>> = {
  RUNNING: "progress",
  WARNING: "warning",
  BREACHED: "overdue",
  MET: "verified",
  PAUSED: "closed",
};

/** Share of the time that is gone, 0 to 1. */
export function elapsedShare({ startedAt, dueAt, stoppedAt }: ClockFacts, now: number): number {
  const begin = Date.parse(startedAt);
  const end = stoppedAt ? Date.parse(stoppedAt) : now;
  return Math.min(1, Math.max(0, (end - begin) / (Date.parse(dueAt) - begin)));
}
