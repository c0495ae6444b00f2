import { createHash } from "node:crypto";

import type { EntityManager } from "@mikro-orm/postgresql";

import { type ListedDay, listCalendarDays } from "./calendar-source.js";

/** What a party's calendar says of a day. */
export interface CalendarDay {
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly day: string;
  /** Whether it is a workday (工作日), make-up days (调休) included. */
  readonly isWorkday: boolean;
  /** No notice of the State Council is known for its year: the answer may change when it comes. */
  readonly isEstimated: boolean;
  /** Holiday or its make-up day, or why it was overridden. */
  readonly name: string | null;
}

/** `YYYY-MM-DD` of an instant in Asia/Shanghai, which has had no daylight saving time since 1991. */
export function shanghaiDate(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

type Days = ReadonlyMap<string, Omit<CalendarDay, "day">>;

/** By the configuration that all forks of a party's EntityManager share: a process may host several parties. */
const calendars = new WeakMap<object, Days>();

/** The day of an instant in the party's calendar, from memory. */
export function calendarDay(em: EntityManager, at: Date): CalendarDay {
  const days = calendars.get(em.config);
  if (!days) throw new Error("the database was not opened by openDatabase");
  const day = shanghaiDate(at);
  const listed = days.get(day);
  if (listed) return { day, ...listed };
  const weekday = new Date(day).getUTCDay();
  return {
    day,
    isWorkday: weekday !== 0 && weekday !== 6,
    // New Year's Day stands in every notice, so a year without it has none.
    isEstimated: days.get(`${day.slice(0, 4)}-01-01`)?.isEstimated ?? true,
    name: null,
  };
}

/** Whether an instant falls on a workday of the party's calendar. */
export const isShanghaiWorkday = (em: EntityManager, at: Date): boolean =>
  calendarDay(em, at).isWorkday;

/**
 * Says what a day is, whatever notice or estimate says; in the transaction of `em` if there is one.
 * Every replica knows it a moment after the commit.
 */
export async function overrideCalendarDay(
  em: EntityManager,
  { day, isWorkday, name }: Pick<CalendarDay, "day" | "isWorkday" | "name">,
): Promise<void> {
  await em.execute(
    `insert into calendar_day (day, is_workday, name, is_override) values (?, ?, ?, true)
     on conflict (day) do update set is_workday = excluded.is_workday, name = excluded.name,
       is_estimated = false, is_override = true`,
    [day, isWorkday, name],
  );
}

/** Reads the party's calendar into memory. */
export async function loadCalendar(em: EntityManager): Promise<void> {
  const rows = await em
    .fork()
    .execute<{ day: string; is_workday: boolean; is_estimated: boolean; name: string | null }[]>(
      "select day::text, is_workday, is_estimated, name from calendar_day",
    );
  calendars.set(
    em.config,
    new Map(
      rows.map(({ day, is_workday, is_estimated, name }) => [
        day,
        { isWorkday: is_workday, isEstimated: is_estimated, name },
      ]),
    ),
  );
}

let listed: { readonly days: readonly ListedDay[]; readonly version: string } | undefined;

/** What the library of this release knows, computed once per process. */
export function knownCalendar(): { readonly days: readonly ListedDay[]; readonly version: string } {
  if (!listed) {
    const days = listCalendarDays();
    const version = createHash("sha256").update(JSON.stringify(days)).digest("hex").slice(0, 16);
    listed = { days, version };
  }
  return listed;
}

/** Writes what the library knows over what an earlier release knew; overrides stay. */
export async function writeCalendar(em: EntityManager, days: readonly ListedDay[]): Promise<void> {
  await em.execute("delete from calendar_day where not is_override");
  await em.execute(
    `insert into calendar_day (day, is_workday, name, is_estimated)
     select * from jsonb_to_recordset(?) as d (day date, "isWorkday" boolean, name text, "isEstimated" boolean)
     on conflict (day) do nothing`,
    [JSON.stringify(days)],
  );
}
