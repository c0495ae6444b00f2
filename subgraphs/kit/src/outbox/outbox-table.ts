import type pg from "pg";

import type { OutboxPosition } from "./cursor.js";

/** A row of the outbox; its numbers are text, as they are wider than JavaScript's. */
interface OutboxRow {
  readonly id: string;
  readonly xid: string;
  readonly topic: string;
  readonly kind: string;
  readonly payload: Record<string, unknown>;
  readonly at: Date;
}

/*
 * Below the horizon no transaction of this database is open any more: whatever is there will
 * never be joined by a row with a smaller number. `pg_snapshot_xmin` would say so too, but it
 * counts the transactions of every database on the server, and a long one of a neighbour would
 * hold up our events. The order of the questions is what makes the answer safe: first the end,
 * then who is open, in a later snapshot; and rows are read in a later one still. A transaction
 * is listed before a number after its own can be the end, and is visible before it is listed no
 * more; one that is being prepared is listed as such first. Numbers of transactions are shown to
 * every role.
 */
const endSql = `select pg_snapshot_xmax(s)::text as end, pg_snapshot_xmin(s)::text as oldest
  from pg_current_snapshot() s`;
const openSql = `select backend_xid::text as xid from pg_stat_activity
  where datname = current_database() and backend_xid is not null`;
const preparedSql = `select transaction::text as xid from pg_prepared_xacts
  where database = current_database()`;

/**
 * The first transaction that may still write: rows of all before it can be read, by the same
 * connection. A server that comes back from a crash may give numbers again that were never settled,
 * so a horizon of before says nothing of them; and no connection outlives a crash.
 */
export async function readHorizon(client: pg.ClientBase): Promise<bigint> {
  const { rows: ends } = await client.query<{ end: string; oldest: string }>(endSql);
  const [end, oldest] = [BigInt(ends[0]!.end), BigInt(ends[0]!.oldest)];
  // The usual case: nothing is open anywhere.
  if (oldest === end) return end;
  const { rows: open } = await client.query<{ xid: string }>(openSql);
  const { rows: prepared } = await client.query<{ xid: string }>(preparedSql);
  return [...open, ...prepared].reduce((horizon, { xid }) => {
    const whole = widen(BigInt(xid), end);
    return whole < horizon ? whole : horizon;
  }, end);
}

/**
 * Has what is read in order come out of an index in that order. Before the table has been analysed
 * after a burst, the planner takes it for small: for each thousand rows it would gather all that
 * follow, and sort them.
 */
export async function insistOnOrder(client: pg.ClientBase): Promise<void> {
  await client.query("set enable_sort = off");
}

/** A 32-bit transaction number as the 64-bit one nearest to `near`. */
function widen(xid: bigint, near: bigint): bigint {
  return near + BigInt.asIntN(32, xid - near);
}

/** The rows after a position and before a transaction, of all topics; in the order of the cursor. */
export async function readBefore(
  client: pg.ClientBase,
  after: OutboxPosition,
  horizon: bigint,
  limit: number,
): Promise<OutboxRow[]> {
  // The order names the table's columns, because the selected ones of the same name are text.
  const { rows } = await client.query<OutboxRow>(
    `select id::text, xid::text, topic, kind, payload, at from outbox
     where (xid, id) > ($1::text::xid8, $2::bigint) and xid < $3::text::xid8
     order by outbox.xid, outbox.id limit $4`,
    [String(after.xid), String(after.id), String(horizon), limit],
  );
  return rows;
}

/** The last row before a transaction; the last that was dropped, or the beginning, where there is none. */
export async function readLast(client: pg.ClientBase, horizon: bigint): Promise<OutboxPosition> {
  const { rows } = await client.query<{ xid: string; id: string }>(
    `select xid::text, id::text from outbox where xid < $1::text::xid8
     order by outbox.xid desc, outbox.id desc limit 1`,
    [String(horizon)],
  );
  return toPosition(rows[0]) ?? (await readDropped(client)) ?? { xid: 0n, id: 0n };
}

/** The rows of a topic after a position, up to one that is known to be settled. */
export async function readTopic(
  pool: pg.Pool,
  topic: string,
  after: OutboxPosition,
  end: OutboxPosition,
  limit: number,
): Promise<OutboxRow[]> {
  const { rows } = await pool.query<OutboxRow>({
    name: "outbox-topic",
    text: `select id::text, xid::text, topic, kind, payload, at from outbox
     where topic = $1 and (xid, id) > ($2::text::xid8, $3::bigint)
       and (xid, id) <= ($4::text::xid8, $5::bigint)
     order by outbox.xid, outbox.id limit $6`,
    values: [topic, String(after.xid), String(after.id), String(end.xid), String(end.id), limit],
  });
  return rows;
}

/** The last event that was dropped; everything after it is kept. */
export async function readDropped(
  client: pg.ClientBase | pg.Pool,
): Promise<OutboxPosition | undefined> {
  const { rows } = await client.query<{ xid: string; id: string }>(
    "select xid::text, id::text from outbox_dropped",
  );
  return toPosition(rows[0]);
}

const toPosition = (row: { xid: string; id: string } | undefined): OutboxPosition | undefined =>
  row && { xid: BigInt(row.xid), id: BigInt(row.id) };
