import { isJsonObject } from "../execution/own.js";
import type { Json } from "../execution/run.js";
import { type Collect, MERGE_EDGES, MERGE_PAGE } from "./gathered-selection.js";
import { moved } from "./cursor.js";
import { keyAlias, keysOf, SortedHeads } from "./order.js";
import type { Paging } from "./paging.js";

/** What one server gave for a gathered field. */
export interface Gathered {
  readonly operators: readonly string[];
  readonly value: unknown;
}

/** A merged list, and for each server where its items stand in it. */
export interface Merged {
  readonly value: unknown;
  readonly places: readonly ReadonlyMap<number, number>[];
}

interface Head {
  readonly list: number;
  readonly index: number;
  readonly keys: readonly unknown[];
}

/** Merges plain lists. */
export function mergeLists(collect: Collect, first: number, given: readonly Gathered[]): Merged {
  const lists = given.map(({ value }) => (Array.isArray(value) ? (value as unknown[]) : []));
  const heads = lists.map((items) => items.map((item) => keysOf(collect.order, item)));
  const taken = takeInOrder(collect, heads, new Set(), first);
  for (const item of lists.flat()) {
    if (isJsonObject(item)) collect.order.forEach((_, index) => delete item[keyAlias(index)]);
  }
  return {
    value: taken.map(({ list, index }) => lists[list]![index]),
    places: placesOf(taken, lists.length),
  };
}

/**
 * Merges pages to the page that one server with everything would give.
 *
 * @remarks Each server was asked for a page from its own position. An operator that is missing
 * keeps its position: when it answers again, what was missed comes then, late but once.
 */
export function mergeConnections(
  { position, first, isContinued, cursors: signed }: Paging,
  collect: Collect,
  given: readonly Gathered[],
): Merged {
  const objects = given.map(({ value }) => (isJsonObject(value) ? value : {}));
  const edges = objects.map((object) => listOf(object[MERGE_EDGES]));
  const heads = edges.map((list) => list.map((edge) => keysOf(collect.order, of(edge, "node"))));
  const continued = new Set<number>();
  for (const [list, object] of objects.entries()) {
    const hasMore = of(object[MERGE_PAGE], "hasNextPage") === true;
    // A server that says there is more and gives nothing will not come to an end.
    if (hasMore && edges[list]!.length > 0) continued.add(list);
  }
  const taken = takeInOrder(collect, heads, continued, first);
  const total = heads.reduce((sum, list) => sum + list.length, 0);
  const hasNextPage = continued.size > 0 || taken.length < total;

  let reached = position;
  const [needsAll, needsEnds] = cursorsNeeded(collect);
  const cursors = taken.map(({ list, index }, at) => {
    const { operators } = given[list]!;
    const own = of(edges[list]![index], "cursor");
    if (typeof own === "string") reached = moved(reached, operators, own);
    const isEnd = at === 0 || at === taken.length - 1;
    return needsAll || (needsEnds && isEnd) ? signed.encode(reached) : "";
  });

  const page: Json = {
    hasNextPage,
    hasPreviousPage: isContinued,
    startCursor: cursors[0] ?? null,
    endCursor: cursors.at(-1) ?? null,
  };
  const value = mergeObjects(collect, objects, taken, cursors);
  for (const [name, fields] of collect.names.pageInfo) {
    const info = isJsonObject(value[name]) ? value[name] : {};
    for (const [alias, field] of fields) if (Object.hasOwn(page, field)) info[alias] = page[field];
    value[name] = info;
  }
  return { value, places: placesOf(taken, edges.length) };
}

/** The connection without its `pageInfo`: lists in the common order, edges with common cursors. */
function mergeObjects(
  { names }: Collect,
  objects: readonly Json[],
  taken: readonly Head[],
  cursors: readonly string[],
): Json {
  let merged: Json = {};
  for (const object of objects) merged = { ...object, ...merged };
  delete merged[MERGE_EDGES];
  delete merged[MERGE_PAGE];
  for (const name of [...names.edges, ...names.nodes]) {
    const lists = objects.map((object) => listOf(object[name]));
    merged[name] = taken.map(({ list, index }) => lists[list]![index] ?? null);
  }
  for (const name of names.edges) {
    for (const [index, edge] of listOf(merged[name]).entries()) {
      if (!isJsonObject(edge)) continue;
      for (const cursor of names.cursors) {
        if (Object.hasOwn(edge, cursor)) edge[cursor] = cursors[index];
      }
    }
  }
  for (const name of names.totalCount) {
    merged[name] = objects.reduce((sum, object) => sum + (Number(object[name]) || 0), 0);
  }
  return merged;
}

/**
 * @param continued - lists of which there is more than is here: behind the last item that is here
 * nothing can be taken from the others, since the next one might come before it.
 */
function takeInOrder(
  { order }: Collect,
  lists: readonly (readonly (readonly unknown[])[])[],
  continued: ReadonlySet<number>,
  first: number,
): Head[] {
  const heads = new SortedHeads<Head>(order);
  const taken: Head[] = [];
  const offer = (list: number, index: number): boolean => {
    const keys = lists[list]![index];
    if (keys) heads.add({ list, index, keys });
    return keys !== undefined || !continued.has(list);
  };
  for (const list of lists.keys()) offer(list, 0);
  while (taken.length < first) {
    const head = heads.take();
    if (!head) break;
    taken.push(head);
    if (!offer(head.list, head.index + 1)) break;
  }
  return taken;
}

function placesOf(taken: readonly Head[], count: number): Map<number, number>[] {
  const places = Array.from({ length: count }, () => new Map<number, number>());
  for (const [place, { list, index }] of taken.entries()) places[list]!.set(index, place);
  return places;
}

function cursorsNeeded({ names }: Collect): [all: boolean, ends: boolean] {
  const paged = [...names.pageInfo.values()].flatMap((fields) => [...fields.values()]);
  return [names.cursors.length > 0, paged.includes("startCursor") || paged.includes("endCursor")];
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

const of = (value: unknown, key: string): unknown => (isJsonObject(value) ? value[key] : undefined);
