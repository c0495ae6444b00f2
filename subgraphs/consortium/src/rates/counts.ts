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

/** The conditions of a page on one of the two tables, with their values. */
function narrow({ from, to, firm, community, category }: PeriodArgs): {
  readonly fixed: Map<Dimension, string>;
  readonly days: readonly [string, string];
} {
  const fixed = new Map<Dimension, string>();
  if (firm) fixed.set("firm_id", firm);
  if (community) fixed.set("community_id", community);
  if (category) fixed.set("category", category);
  return { fixed, days: [from, to] };
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
  const { fixed, days } = narrow(period);
  const kept = dimensions.filter((dimension) => dimension === by || fixed.has(dimension));
  const result = new Map<string, Counts>();
  const key = by ?? `'${all}'`;

  const rows = await em.execute<({ key: string } & Record<Counter, string>)[]>(
    `select ${key} as key, ${counters.map((counter) => `sum(${counter}) as ${counter}`).join(", ")}
     from case_rollup where grain = ? and day between ? and ?
     ${dimensions.map((dimension) => conditionOn(dimension, fixed, by)).join(" ")}
     group by 1`,
    [
      grainOf(kept),
      ...days,
      ...dimensions.flatMap((dimension) =>
        fixed.has(dimension) ? [fixed.get(dimension)!] : dimension === by ? [] : [all],
      ),
    ],
  );
  for (const { key: name, ...sums } of rows) {
    const counts = noCounts();
    for (const counter of counters) counts[counter] = Number(sums[counter]);
    if (counts.received > 0) result.set(name, counts);
  }

  const narrowed = [...fixed.keys()].map((dimension) => `and ${dimension} = ?`).join(" ");
  const pending = (kind: string, due: string, open: string): string =>
    `select ${key} as key, '${kind}' as kind, count(*)::int as count from case_fact
     where ${open} and ${due} > ? and day between ? and ? ${narrowed} group by 1`;
  const values = [now, ...days, ...fixed.values()];
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

const conditionOn = (
  dimension: Dimension,
  fixed: ReadonlyMap<Dimension, string>,
  by: Dimension | null,
): string => (dimension === by && !fixed.has(dimension) ? "" : `and ${dimension} = ?`);
