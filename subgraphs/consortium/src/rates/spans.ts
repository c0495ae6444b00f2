/** How long the time of a sum is. */
export const spans = ["day", "month"] as const;
export type Span = (typeof spans)[number];

/** The first day of the span that a day is in; days as `2026-03-15`. */
export const beginOf = (span: Span, day: string): string =>
  span === "day" ? day : `${day.slice(0, 8)}01`;

/** Sums of one length from a day on, up to another one that no longer counts. */
export interface Stretch {
  readonly span: Span;
  readonly from: string;
  readonly until: string;
}

/**
 * A period as the fewest sums that make it up exactly: its whole months, and the days before and
 * after them.
 * @param to - the last day that counts
 */
export function stretchesOf(from: string, to: string): Stretch[] {
  const until = dayAfter(to);
  const firstMonth = beginOf("month", from) === from ? from : monthAfter(from);
  const lastMonth = beginOf("month", until);
  const stretches: Stretch[] =
    firstMonth < lastMonth
      ? [
          { span: "day", from, until: firstMonth },
          { span: "month", from: firstMonth, until: lastMonth },
          { span: "day", from: lastMonth, until },
        ]
      : [{ span: "day", from, until }];
  return stretches.filter((stretch) => stretch.from < stretch.until);
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The first day of the month after that of a day. */
const monthAfter = (day: string): string => {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
};
