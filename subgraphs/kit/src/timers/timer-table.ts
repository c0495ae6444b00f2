import type { EntityManager } from "@mikro-orm/postgresql";

import type { JobTimer } from "./job.js";

/** A row that this replica has taken: it is gone when the transaction commits, and back when it does not. */
export interface Claimed {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly data: Record<string, unknown>;
  readonly dueAt: Date;
  readonly attempts: number;
}

/** 1, 2, 4 … seconds between attempts, about two minutes in all; then a timer is given up. */
const maxAttempts = 8;

/*
 * Whoever sets a timer may hold the row of its subject, while the effect holds the timer and waits
 * for that row. PostgreSQL would break the circle after a second at either side; giving up sooner,
 * it is always the effect that yields, and the person never sees an error.
 */
const yieldSql = `set local lock_timeout = '100ms'`;

/*
 * The earliest that is due and in nobody's hands. A subject's timers come one after the other, so
 * that a warning never follows the breach; one that waits to be tried again lets the next ones by.
 */
const claimSql = `
  delete from timer where id = (
    select id from timer t
    where name = any(string_to_array(?, '//')) and due_at <= ? and parked_at is null
      and (retry_at is null or retry_at <= clock_timestamp())
      and not exists (
        select from timer e
        where e.subject = t.subject and (e.due_at, e.id) < (t.due_at, t.id)
          and e.name = any(string_to_array(?, '//')) and e.parked_at is null
          and (e.retry_at is null or e.retry_at <= clock_timestamp()))
    order by due_at, id
    for update skip locked limit 1)
  returning id::text, name, subject, data, due_at, attempts`;

/** An array in a parameter is written as a list of values, which `any` does not take. */
const listOf = (names: readonly string[]): string => names.join("//");

/** Takes the next due timer within the transaction of `em`. */
export async function claim(
  em: EntityManager,
  names: readonly string[],
  now: Date,
): Promise<Claimed | undefined> {
  await em.execute(yieldSql);
  const known = listOf(names);
  const [row] = await em.execute<(Omit<Claimed, "dueAt"> & { due_at: Date })[]>(claimSql, [
    known,
    now,
    known,
  ]);
  return row && { ...row, dueAt: new Date(row.due_at) };
}

/** More than are fired at once need not be counted. */
const mostCounted = 10;

/**
 * When something is next due, in the domain's time, how much is due by `now`, and in how many real
 * milliseconds something is tried again.
 */
export async function findNextDue(
  em: EntityManager,
  names: readonly string[],
  now: Date,
): Promise<{ dueAt: Date | null; due: number; retryMs: number | null }> {
  const known = listOf(names);
  const [row] = await em.fork().execute<{ next: Date | null; due: string; retry: string | null }[]>(
    `select
       (select min(due_at) from timer where name = any(string_to_array(?, '//'))
          and parked_at is null and retry_at is null) as next,
       (select count(*) from (
          select from timer where name = any(string_to_array(?, '//')) and due_at <= ?
            and parked_at is null and retry_at is null limit ?) counted) as due,
       (select extract(epoch from min(retry_at) - clock_timestamp()) * 1000 from timer
          where name = any(string_to_array(?, '//')) and parked_at is null) as retry`,
    [known, known, now, mostCounted, known],
  );
  return {
    dueAt: row?.next ? new Date(row.next) : null,
    due: Number(row?.due ?? 0),
    retryMs: row?.retry ? Number(row.retry) : null,
  };
}

/**
 * Notes that an effect failed, unless its timer was set anew meanwhile or another replica, which
 * may have taken it the moment it came back, noted the same. A job that is given up
 * waits for `nextTick`; a timer is parked until it is set again.
 */
export async function recordFailure(
  em: EntityManager,
  { id, dueAt, attempts }: Claimed,
  error: unknown,
  nextTick: Date | undefined,
): Promise<"contended" | "again" | "given up"> {
  const text = error instanceof Error ? error.message : String(error);
  const write = (set: string, ...values: unknown[]): Promise<unknown> =>
    em
      .fork()
      .execute(`update timer set error = ?, ${set} where id = ? and due_at = ? and attempts = ?`, [
        text.slice(0, 2_000),
        ...values,
        id,
        dueAt,
        attempts,
      ]);
  if (isContention(error)) {
    await write("retry_at = clock_timestamp() + interval '100 ms'");
    return "contended";
  }
  if (attempts + 1 < maxAttempts) {
    await write(
      "attempts = attempts + 1, retry_at = clock_timestamp() + ? * interval '1 s'",
      2 ** attempts,
    );
    return "again";
  }
  if (nextTick) await write("attempts = 0, retry_at = null, due_at = ?", nextTick);
  else await write("attempts = attempts + 1, parked_at = clock_timestamp()");
  return "given up";
}

/** A lock not had in time, a deadlock or a serialisation failure. */
function isContention(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && ["55P03", "40P01", "40001"].includes(code);
}

export async function countParked(em: EntityManager): Promise<number> {
  const [row] = await em
    .fork()
    .execute<{ count: string }[]>("select count(*) from timer where parked_at is not null");
  return Number(row!.count);
}

/** Sets each job's first tick. One that is set stays, unless the clock has been put back since. */
export async function armJobs(
  em: EntityManager,
  jobs: readonly JobTimer[],
  now: Date,
): Promise<void> {
  for (const { name, next } of jobs) {
    await em.fork().execute(
      `insert into timer (name, subject, due_at) values (?, ?, ?)
       on conflict (name, subject) do update set due_at = least(timer.due_at, excluded.due_at)`,
      [name, name, next(now)],
    );
  }
}
