import { isJsonObject } from "../execution/own.js";

/** One criterion of an order. */
export interface OrderKey {
  readonly path: readonly string[];
  readonly isDescending: boolean;
}

/**
 * Reads `["reportedAt:desc", "id:desc"]`.
 *
 * @throws Error for anything else.
 */
export function readOrder(texts: readonly string[]): OrderKey[] {
  return texts.map((text) => {
    const [, path, direction] = /^(\w+(?:\.\w+)*)(?::(asc|desc))?$/.exec(text) ?? [];
    if (path === undefined) throw new Error(`@gather cannot order by "${text}".`);
    return { path: path.split("."), isDescending: direction === "desc" };
  });
}

/**
 * Compares two items by what stands under their order keys.
 *
 * @remarks As PostgreSQL does in the C collation: numbers by value, text by code unit, null after
 * everything else, and before it where the order is descending.
 */
export function compareKeys(
  order: readonly OrderKey[],
  left: readonly unknown[],
  right: readonly unknown[],
): number {
  for (const [index, { isDescending }] of order.entries()) {
    const result = compare(left[index], right[index]);
    if (result !== 0) return isDescending ? -result : result;
  }
  return 0;
}

function compare(left: unknown, right: unknown): number {
  const isLeftNull = left === null || left === undefined;
  const isRightNull = right === null || right === undefined;
  if (isLeftNull || isRightNull) return Number(isLeftNull) - Number(isRightNull);
  if (typeof left === typeof right && (typeof left === "number" || typeof left === "boolean")) {
    return Number(left) - Number(right);
  }
  const [a, b] = [String(left), String(right)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The alias under which an item tells its n-th order key. */
export const keyAlias = (index: number): string => `_key_${index}`;

/** What an item tells under the aliases of its order keys. */
export function keysOf(order: readonly OrderKey[], item: unknown): unknown[] {
  if (!isJsonObject(item)) return [];
  return order.map(({ path }, index) => {
    let value: unknown = item[keyAlias(index)];
    for (const name of path.slice(1)) value = isJsonObject(value) ? value[name] : undefined;
    return value;
  });
}

/** Takes the heads of lists that are each in order, the first first; equal ones in the order of lists. */
export class SortedHeads<T extends { readonly keys: readonly unknown[]; readonly list: number }> {
  private readonly heads: T[] = [];

  constructor(private readonly order: readonly OrderKey[]) {}

  /** By halving: the lists may be many. */
  add(head: T): void {
    let [low, high] = [0, this.heads.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.heads[middle]!;
      const result = compareKeys(this.order, other.keys, head.keys) || other.list - head.list;
      if (result < 0) low = middle + 1;
      else high = middle;
    }
    this.heads.splice(low, 0, head);
  }

  take(): T | undefined {
    return this.heads.shift();
  }

  get isEmpty(): boolean {
    return this.heads.length === 0;
  }
}
