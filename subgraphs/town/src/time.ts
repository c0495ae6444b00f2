import chineseDays from "chinese-days";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** China keeps UTC+8 all year. */
const shanghaiOffset = 8 * hour;

export function plus(time: Date, milliseconds: number): Date {
  return new Date(time.getTime() + milliseconds);
}

export function latest(...times: readonly Date[]): Date {
  return new Date(Math.max(...times.map(Number)));
}

/** Midnight in Shanghai of the day `time` lies in. */
function midnight(time: Date): Date {
  return new Date(Math.floor((time.getTime() + shanghaiOffset) / day) * day - shanghaiOffset);
}

/** A clock time `daysAgo` days before the day of `now`: `dayBefore(now, 2, "09:40")`. */
export function dayBefore(now: Date, daysAgo: number, clock: string): Date {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return plus(midnight(now), -daysAgo * day + hours * hour + minutes * minute);
}

/** The same moment when it lies between two hours of the day, else soon after the next opening. */
export function within(time: Date, fromHour: number, toHour: number): Date {
  const start = midnight(time);
  const clock = time.getTime() - start.getTime();
  if (clock >= fromHour * hour && clock < toHour * hour) return time;
  const opening = plus(start, clock < fromHour * hour ? fromHour * hour : day + fromHour * hour);
  // Not everybody starts on the stroke of eight.
  return plus(opening, (Math.floor(clock / minute) % 50) * minute);
}

/** The most that `within` can add. */
export function longestShift(fromHour: number, toHour: number): number {
  return (24 - toHour + fromHour) * hour + 50 * minute;
}

type IsWorkday = (date: string) => boolean;

// A CommonJS library: Node hands out its exports, Vite their default.
const calendar = chineseDays as unknown as {
  isWorkday?: IsWorkday;
  default: { isWorkday: IsWorkday };
};
const isWorkdayOn: IsWorkday = calendar.isWorkday ?? calendar.default.isWorkday;

const workdays = new Map<number, boolean>();

/** Chinese working day (工作日) of the moment's date in Shanghai, make-up days (调休) included. */
function isWorkday(time: Date): boolean {
  const key = midnight(time).getTime();
  let known = workdays.get(key);
  if (known === undefined) {
    const date = new Date(key + shanghaiOffset).toISOString().slice(0, 10);
    known = isWorkdayOn(date);
    workdays.set(key, known);
  }
  return known;
}

/** The city's rule: respond within 2 hours on a workday, 4 on any other day. */
export function respondLimit(dispatchedAt: Date): number {
  return (isWorkday(dispatchedAt) ? 2 : 4) * hour;
}

/** The city's rule: solve within 2 days, counted as 48 hours. */
export const resolveLimit = 48 * hour;
