/** How long the time of a sum is: each is made up of whole ones of the kind before it. */
export const spans = ["day", "month", "quarter", "year"] as const;
export type Span = (typeof spans)[number];

/** A day as the number of its year, of its month from 0, and its own in the month. */
type Parts = readonly [year: number, month: number, day: number];

const partsOf = (day: string): Parts => {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return [year, month - 1, date];
};

/** The day of some parts, which may run over: the 32nd of a month is in the next one. */
const dayOf = (...parts: Parts): string => new Date(Date.UTC(...parts)).toISOString().slice(0, 10);

interface Calendar {
  /** The first day of the span that a day is in. */
  readonly begin: (...day: Parts) => string;
  /** The first day of the next one. */
  readonly next: (...day: Parts) => string;
}

const calendars: Readonly<Record<Span, Calendar>> = {
  day: { begin: dayOf, next: (y, m, d) => dayOf(y, m, d + 1) },
  month: { begin: (y, m) => dayOf(y, m, 1), next: (y, m) => dayOf(y, m + 1, 1) },
  quarter: {
    begin: (y, m) => dayOf(y, m - (m % 3), 1),
    next: (y, m) => dayOf(y, m - (m % 3) + 3, 1),
  },
  year: { begin: (y) => dayOf(y, 0, 1), next: (y) => dayOf(y + 1, 0, 1) },
};

/** The first day of the span that a day is in; days as `2026-03-15`. */
export const beginOf = (span: Span, day: string): string => calendars[span].begin(...partsOf(day));

const nextOf = (span: Span, day: string): string => calendars[span].next(...partsOf(day));

/** Sums of one length from a day on, up to another one that no longer counts. */
export interface Stretch {
  readonly span: Span;
  readonly from: string;
  readonly until: string;
}

/**
 * A period as the fewest sums that make it up exactly: its whole years, the quarters before and
 * after them, the months before and after these, down to days.
 * @param to - the last day that counts
 */
export const stretchesOf = (from: string, to: string): Stretch[] =>
  divide(from, nextOf("day", to), spans.length - 1);

function divide(from: string, until: string, length: number): Stretch[] {
  if (from >= until) return [];
  const span = spans[length]!;
  const first = beginOf(span, from) === from ? from : nextOf(span, from);
  const last = beginOf(span, until);
  if (first >= last) return divide(from, until, length - 1);
  return [
    ...divide(from, first, length - 1),
    { span, from: first, until: last },
    ...divide(last, until, length - 1),
  ];
}
