import { shanghaiDate } from "@hutong/kit";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** An instant some time later. */
export const plus = (at: Date, milliseconds: number): Date => new Date(at.getTime() + milliseconds);

/** `YYYY-MM` of an instant in Asia/Shanghai. */
export const shanghaiMonth = (at: Date): string => shanghaiDate(at).slice(0, 7);

/** The instant of a day's wall-clock time `HH:MM` in Asia/Shanghai. */
export const shanghaiInstant = (date: string, time = "00:00"): Date =>
  new Date(`${date}T${time}:00+08:00`);

/** The month so many months after another, or before it when negative: `2026-01` and -1 give `2025-12`. */
export function monthPlus(month: string, months: number): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** From the first instant of a month in Asia/Shanghai to the first of the next. */
export const boundsOfMonth = (month: string): readonly [from: Date, until: Date] => [
  shanghaiInstant(`${month}-01`),
  shanghaiInstant(`${monthPlus(month, 1)}-01`),
];

export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
