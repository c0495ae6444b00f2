// A CommonJS package: its names come with the default export alone.
import chineseDays from "chinese-days";

/** A day on which work is not as its weekday says, or on which it was said to be. */
export interface ListedDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly isWorkday: boolean;
  readonly name: string;
  /** No notice of the State Council is known for its year. */
  readonly isEstimated: boolean;
}

const firstYear = 2004;
/** So many years after the last notice are estimated. */
const estimatedYears = 5;

/**
 * The days the State Council's notices name, and for the years after the last one what the law
 * says already: the statutory holidays. Which days are worked instead is told by the notice alone.
 */
export function listCalendarDays(): ListedDay[] {
  const days: ListedDay[] = [];
  let year = firstYear;
  for (; isAnnounced(year); year++) days.push(...announced(year));
  for (const end = year + estimatedYears; year < end; year++) days.push(...statutory(year));
  return days;
}

/** The library calls a day that a notice names `English,中文,days`, and others by their weekday. */
function announcedName(day: string): string | undefined {
  return chineseDays.getDayDetail(day).name.split(",")[1];
}

const isAnnounced = (year: number): boolean => announcedName(`${year}-01-01`) !== undefined;

function announced(year: number): ListedDay[] {
  const days: ListedDay[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    const name = announcedName(day);
    if (name) days.push({ day, isWorkday: chineseDays.isWorkday(day), name, isEstimated: false });
  }
  return days;
}

/** Regulation on Public Holidays for National Annual Festivals and Memorial Days 全国年节及纪念日放假办法, as of 2025. */
function statutory(year: number): ListedDay[] {
  const lunar = (date: string): string => chineseDays.getSolarDateFromLunar(`${year}-${date}`).date;
  const spring = lunar("01-01");
  const named: readonly (readonly [name: string, day: string])[] = [
    ["元旦", `${year}-01-01`],
    ["春节", plusDays(spring, -1)],
    ["春节", spring],
    ["春节", plusDays(spring, 1)],
    ["春节", plusDays(spring, 2)],
    ["清明", chineseDays.getSolarTermDate(year, 4, "pure_brightness")],
    ["劳动节", `${year}-05-01`],
    ["劳动节", `${year}-05-02`],
    ["端午", lunar("05-05")],
    ["中秋", lunar("08-15")],
    ["国庆节", `${year}-10-01`],
    ["国庆节", `${year}-10-02`],
    ["国庆节", `${year}-10-03`],
  ];
  // Mid-autumn may fall on a national day.
  return [...new Map(named.map(([name, day]) => [day, name]))].map(([day, name]) => ({
    day,
    isWorkday: false,
    name,
    isEstimated: true,
  }));
}

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
