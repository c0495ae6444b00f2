import { ClockKind, type Clock, readClock, resumeDueAt } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";

const CaseClockSchema = defineEntity({
  name: "CaseClock",
  tableName: "case_clock",
  properties: {
    id: p.string().primary(),
    complaintId: p.string(),
    kind: p.enum(() => ClockKind),
    /** Empty for the city's own; else the number of the work that the promise is made for. */
    origin: p.string(),
    startedAt: p.datetime().columnType("timestamptz(3)"),
    dueAt: p.datetime().columnType("timestamptz(3)"),
    stoppedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    pausedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    pausedMs: p.integer(),
    warnedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    breachedAt: p.datetime().columnType("timestamptz(3)").nullable(),
  },
});

/** A promise that is counted on a case; a case that is taken up again gets new ones. */
export class CaseClock extends CaseClockSchema.class {
  isRunning(): boolean {
    return this.stoppedAt == null;
  }

  isCounting(): boolean {
    return this.isRunning() && this.pausedAt == null;
  }

  pause(at: Date): void {
    if (this.isCounting()) this.pausedAt = at;
  }

  /** Goes on where it stood: the deadline is later by as long as it stood still. */
  resume(at: Date): void {
    if (!this.pausedAt) return;
    this.dueAt = resumeDueAt(this.dueAt, this.pausedAt, at);
    this.pausedMs += at.getTime() - this.pausedAt.getTime();
    this.pausedAt = null;
  }

  stop(at: Date): void {
    if (!this.isRunning()) return;
    this.resume(at);
    this.stoppedAt = at;
  }

  read(): Clock {
    const { kind, startedAt, dueAt, stoppedAt, pausedAt, pausedMs } = this;
    return readClock({
      kind,
      startedAt,
      dueAt,
      stoppedAt: stoppedAt ?? null,
      paused: pausedAt != null,
      pausedMs,
    });
  }
}
CaseClockSchema.setClass(CaseClock);
