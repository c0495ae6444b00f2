import { readBefore, readLast, readTopic } from "../outbox/outbox-table.js";
import type { FillSql } from "./fill.js";

/** Fills what every party has: events, photos, and timers that wait. */
export async function fillKit(sql: FillSql, rows: number): Promise<void> {
  await sql(`insert into outbox (id, xid, topic, kind, payload, at)
    select n + 1, (n / 100 + 3)::text::xid8, 'topic-' || n % 7, 'CHANGED', '{"id":"cmp_0"}', now()
    from generate_series(0, ${rows - 1}) n`);
  await sql(`insert into photo (id, subject, caption, taken_at, mime, width, height, stored_in)
    select 'pho_' || n, 'sub_' || n / 2, '现场', now(), 'image/webp', 800, 600, 's3'
    from generate_series(0, ${rows - 1}) n`);
  await sql(`insert into timer (name, subject, due_at)
    select 'clock', 'sub_' || n, now() + interval '1 year' + n * interval '1 second'
    from generate_series(0, ${rows - 1}) n`);
}

/** Tables of the kit that have no page, with the reason. */
export const kitAside: Readonly<Record<string, string>> = {
  calendar_day: "a row a day, read whole at the start",
  follow_effect:
    "asked by its key alone; what is older than 30 days goes, by the index of its time",
  follow_position: "a row for each party that is followed",
  mikro_orm_migrations: "a row for each migration",
  outbox_dropped: "one row",
  photo: "asked with what it shows, by the index of its subject",
  photo_ticket: "a row for an upload that is not over; gone within a day",
  seed: "a row for each seeding",
  timer_order: "orders become timers as they are written; it stays empty",
};

interface Sent {
  readonly page: string;
  readonly sql: string;
}

/** What the reader of events sends, from the beginning and from the middle of as many as {@link fillKit} wrote. */
export async function outboxStatements(rows: number): Promise<Sent[]> {
  const sent: Sent[] = [];
  let page = "";
  const client = {
    query: (asked: string | Asked, given?: unknown[]) => {
      const { text, values } = typeof asked === "string" ? { text: asked, values: given } : asked;
      sent.push({
        page,
        sql: text.replace(/\$(\d+)/g, (_all, n: string) => literal(values![Number(n) - 1])),
      });
      return { rows: [{ xid: "3", id: "1" }] };
    },
  };
  const middle = { xid: BigInt(Math.floor(rows / 200) + 3), id: BigInt(Math.floor(rows / 2) + 1) };
  const end = { xid: BigInt(Math.floor(rows / 100) + 3), id: BigInt(rows) };
  page = "the last event";
  await readLast(client as never, end.xid);
  page = "events from the middle on";
  await readBefore(client as never, middle, end.xid, 1_000);
  page = "events of a topic from the beginning";
  await readTopic(client as never, "topic-1", { xid: 0n, id: 0n }, end, 1_000);
  page = "events of a topic from the middle on";
  await readTopic(client as never, "topic-1", middle, end, 1_000);
  return sent;
}

interface Asked {
  readonly text: string;
  readonly values: unknown[];
}

const literal = (value: unknown): string => `'${String(value).replaceAll("'", "''")}'`;
