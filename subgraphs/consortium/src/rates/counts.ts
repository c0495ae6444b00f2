import type { EntityManager } from "@mikro-orm/postgresql";

import type { PeriodArgs } from "./rates.input.js";
import {
  all,
  type Counter,
  counters,
  type Counts,
  type Dimension,
  dimensions,
  grainOf,
  noCounts,
} from "./rollup.js";
import { stretchesOf } from "./spans.js";

type Filter = ReadonlyMap<Dimension, string>;

/** By what a page narrows what it counts. */
function filterOf({ firm, community, category }: PeriodArgs): Filter {
  const fixed = new Map<Dimension, string>();
  if (firm) fixed.set("firm_id", firm);
  if (community) fixed.set("community_id", community);
  if (category) fixed.set("category", category);
  return fixed;
}

/** A statement's part with the values of its parameters, in order. */
interface Part {
  readonly sql: string;
  readonly values: readonly string[];
}

/**
 * The sums that make up a period, one row per span of it, for use as a table.
 * @param by - dimensions that stay apart; what is neither of them nor narrowed is added up
 * @param of - what is counted
 */
export function sumsOf(
  period: PeriodArgs,
  by: readonly Dimension[],
  of: readonly Counter[] = counters,
): Part {
  const fixed = filterOf(period);
  const grain = grainOf(dimensions.filter((one) => by.includes(one) || fixed.has(one)));
  // A grain has nothing but sums where it is added up: to say so again misleads the planner.
  const where = ["grain = ?", "span = ?", "day >= ?", "day < ?"].concat(
    [...fixed.keys()].map((dimension) => `${dimension} = ?`),
  );
  const stretches = stretchesOf(period.from, period.to);
  // Columns by name: with all of them each row would be put together before it is counted.
  const columns = [...by, ...of].join(", ");
  return {
    sql: stretches
      .map(() => `select ${columns} from case_rollup where ${where.join(" and ")}`)
      .join(" union all "),
    values: stretches.flatMap(({ span, from, until }) => [
      grain,
      span,
      from,
      until,
      ...fixed.values(),
    ]),
  };
}

/**
 * What is counted in a period, for each value of a dimension, or in all.
 * @returns key → counts; the key of a sum over everything is {@link all}
 */
export async function countCases(
  em: EntityManager,
  period: PeriodArgs,
  by: Dimension | null,
  now: Date,
): Promise<Map<string, Counts>> {
  const fixed = filterOf(period);
  const result = new Map<string, Counts>();
  const key = by ?? `'${all}'`;
  const sums = sumsOf(period, by ? [by] : []);
  const rows = await em.execute<({ key: string } & Record<Counter, string>)[]>(
    `select ${key} as key, ${counters.map((counter) => `sum(${counter}) as ${counter}`).join(", ")}
     from (${sums.sql}) sums group by 1`,
    [...sums.values],
  );
  for (const { key: name, ...sum } of rows) {
    const counts = noCounts();
    for (const counter of counters) counts[counter] = Number(sum[counter]);
    if (counts.received > 0) result.set(name, counts);
  }

  const narrowed = [...fixed.keys()].map((dimension) => `and ${dimension} = ?`).join(" ");
  const pending = (kind: string, due: string, open: string): string =>
    `select ${key} as key, '${kind}' as kind, count(*)::int as count from case_fact
     where ${open} and ${due} > ? and day between ? and ? ${narrowed} group by 1`;
  const values = [now, period.from, period.to, ...fixed.values()];
  const notDue = await em.execute<
    { key: string; kind: "respond_due" | "close_due"; count: number }[]
  >(
    `${pending("respond_due", "respond_due_at", "awaits_response and responded_at is null")}
     union all
     ${pending("close_due", "close_due_at", "awaits_closing and closed_at is null")}`,
    [...values, ...values],
  );
  for (const { key: name, kind, count } of notDue) {
    const counts = result.get(name);
    if (counts) counts[kind] -= count;
  }
  return result;
}
