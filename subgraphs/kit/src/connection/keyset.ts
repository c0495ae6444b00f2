import type { EntityClass, EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { HutongError } from "../errors/hutong-error.js";
import type { Connection, PageArgs } from "./connection.js";

/** The order of a list: one sort column, made total by the id. Both must be covered by one index. */
export interface KeysetOrder<T> {
  readonly by: keyof T & string;
  readonly direction: "asc" | "desc";
}

/**
 * One page of a list by keyset: the cursor holds the last row's sort value and id, so that a page
 * costs the same at any depth and rows added meanwhile neither repeat nor vanish.
 * @throws HutongError `INVALID_CURSOR` when `after` was not made for this order.
 */
export async function findPage<T extends { id: string }>(
  em: EntityManager,
  entity: EntityClass<T>,
  where: FilterQuery<T>,
  order: KeysetOrder<T>,
  page: PageArgs,
): Promise<Connection<T>> {
  return pageOf(order, await findRows(em, entity, where, order, page), page);
}

/**
 * One page of what any of several conditions finds; no row may fit two of them. An index that holds
 * the order for each value of a column cannot hold it for two at once: each is asked for a page.
 * @throws HutongError `INVALID_CURSOR` when `after` was not made for this order.
 */
export async function findMergedPage<T extends { id: string }>(
  em: EntityManager,
  entity: EntityClass<T>,
  wheres: readonly FilterQuery<T>[],
  order: KeysetOrder<T>,
  page: PageArgs,
): Promise<Connection<T>> {
  const found = await Promise.all(wheres.map((where) => findRows(em, entity, where, order, page)));
  const value = (row: T): number | string => {
    const by = row[order.by];
    return by instanceof Date ? by.getTime() : (by as number | string);
  };
  const sign = order.direction === "asc" ? 1 : -1;
  const compare = (a: T, b: T): number => {
    if (value(a) !== value(b)) return value(a) < value(b) ? -sign : sign;
    return a.id < b.id ? -sign : sign;
  };
  return pageOf(order, found.flat().sort(compare), page);
}

/** A page's rows, and one more where there is one. */
async function findRows<T extends { id: string }>(
  em: EntityManager,
  entity: EntityClass<T>,
  where: FilterQuery<T>,
  order: KeysetOrder<T>,
  { first, after }: PageArgs,
): Promise<T[]> {
  const conditions = after ? [where, beyond(order, decodeCursor(order, after))] : [where];
  return (await em.find(
    entity,
    { $and: conditions } as never,
    {
      orderBy: [{ [order.by]: order.direction }, { id: order.direction }],
      limit: first + 1,
    } as never,
  )) as T[];
}

function pageOf<T extends { id: string }>(
  order: KeysetOrder<T>,
  rows: readonly T[],
  { first, after }: PageArgs,
): Connection<T> {
  const edges = rows.slice(0, first).map((node) => ({ node, cursor: encodeCursor(order, node) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function encodeCursor<T extends { id: string }>(order: KeysetOrder<T>, row: T): string {
  const value = row[order.by];
  return Buffer.from(
    JSON.stringify([order.by, value instanceof Date ? { at: value.toISOString() } : value, row.id]),
  ).toString("base64url");
}

function decodeCursor<T>(order: KeysetOrder<T>, cursor: string): { value: unknown; id: string } {
  try {
    const [by, value, id] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as [
      string,
      unknown,
      string,
    ];
    if (by !== order.by || typeof id !== "string") throw new Error("made for another order");
    if (typeof value === "object" && value !== null) {
      const at = new Date((value as { at: string }).at);
      if (Number.isNaN(at.getTime())) throw new Error("no time");
      return { value: at, id };
    }
    return { value, id };
  } catch {
    throw new HutongError("INVALID_CURSOR");
  }
}

function beyond<T>(
  order: KeysetOrder<T>,
  { value, id }: { value: unknown; id: string },
): FilterQuery<T> {
  const past = order.direction === "asc" ? "$gt" : "$lt";
  // The bound on the sort column alone is what lets an index begin there: an OR does not.
  return {
    $and: [
      { [order.by]: { [`${past}e`]: value } },
      { $or: [{ [order.by]: { [past]: value } }, { id: { [past]: id } }] },
    ],
  } as FilterQuery<T>;
}
