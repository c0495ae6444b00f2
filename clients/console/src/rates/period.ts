/** A day in China, `YYYY-MM-DD`. */
export const shanghaiDay = (at: Date): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(at);

/** The last so many days, today included. */
export function lastDays(count: number, now: Date): { readonly from: string; readonly to: string } {
  return {
    from: shanghaiDay(new Date(now.getTime() - (count - 1) * 86_400_000)),
    to: shanghaiDay(now),
  };
}

/** Whether a text of the address is a day. */
export const isDay = (text: unknown): text is string =>
  typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
