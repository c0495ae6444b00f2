const hour = 3_600_000;
const shanghaiOffset = 8 * hour;

/** A moment on Shanghai's day of `now`, `days` later, at a full hour there. */
export function atShanghaiHour(now: number, days: number, hours: number): Date {
  const midnight = Math.floor((now + shanghaiOffset) / (24 * hour)) * 24 * hour - shanghaiOffset;
  return new Date(midnight + days * 24 * hour + hours * hour);
}

/** `2026-03-01T14:05`, as `<input type="datetime-local">` takes it, in Shanghai's time. */
export function toLocalInput(date: Date): string {
  return new Date(date.getTime() + shanghaiOffset).toISOString().slice(0, 16);
}

/** The other way round; `undefined` for what is not a time. */
export function fromLocalInput(text: string): Date | undefined {
  const date = new Date(`${text}:00+08:00`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
