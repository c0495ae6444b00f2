import { HutongError } from "../errors/hutong-error.js";

/**
 * A place in the reading order of an outbox: the transaction, then the row within it. Transaction
 * ids are 64 bits wide, so they are kept as bigint and never wrap.
 */
export interface OutboxPosition {
  readonly xid: bigint;
  readonly id: bigint;
}

/** Reads everything that is kept: what a follower sends who has not followed before. */
export const fromTheBeginning = "0-0";

export const formatCursor = ({ xid, id }: OutboxPosition): string => `${xid}-${id}`;

/** @throws HutongError `INVALID_CURSOR` when the text is not a cursor of an outbox. */
export function parseCursor(cursor: string): OutboxPosition {
  const match = /^(\d{1,20})-(\d{1,19})$/.exec(cursor);
  if (!match) throw new HutongError("INVALID_CURSOR");
  return { xid: BigInt(match[1]!), id: BigInt(match[2]!) };
}

/** Negative when `a` is read before `b`. */
export function comparePositions(a: OutboxPosition, b: OutboxPosition): number {
  if (a.xid !== b.xid) return a.xid < b.xid ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}
