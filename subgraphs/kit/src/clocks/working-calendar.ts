// A CommonJS package: its names come with the default export alone.
import chineseDays from "chinese-days";

/** `YYYY-MM-DD` of an instant in Asia/Shanghai, which has had no daylight saving time since 1991. */
export function shanghaiDate(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** Whether the State Council's calendar makes this a workday (工作日), make-up days (调休) included. */
export function isShanghaiWorkday(at: Date): boolean {
  return chineseDays.isWorkday(shanghaiDate(at));
}
