import { ComplaintState, emit } from "@hutong/kit";
import { type EntityManager, LockMode } from "@mikro-orm/postgresql";

import { CaseFact } from "./case-fact.entity.js";
import { type Fact, isCounted } from "./fact.js";
import { ratesTopic } from "./rates.events.js";
import { beginOf, type Span, spans } from "./spans.js";

/** What is added up, for each span of time and each of the {@link grains}. */
export const counters = [
  "received",
  "open",
  "respond_due",
  "responded_in_time",
  "close_due",
  "closed",
  "answered",
  "satisfied",
  "out_of_scope",
  "reported_to_grid",
] as const;

export type Counter = (typeof counters)[number];
export type Counts = Record<Counter, number>;

export const noCounts = (): Counts =>
  Object.fromEntries(counters.map((counter) => [counter, 0])) as Counts;

/** By what is added up; a list page groups by one of them and narrows by others. */
export const dimensions = ["firm_id", "community_id", "category"] as const;
export type Dimension = (typeof dimensions)[number];

/** Stands where a dimension is added up over all its values. */
export const all = "*";

/**
 * A sum over each subset of the dimensions is kept, so that a page reads only the sums it shows:
 * `firm_id+category` holds, for each day and each longer span, a row per firm and category.
 */
export const grainOf = (kept: readonly Dimension[]): string =>
  dimensions.filter((dimension) => kept.includes(dimension)).join("+") || "all";

const grains: readonly (readonly Dimension[])[] = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
  dimensions.filter((_dimension, i) => bits & (1 << i)),
);

/** What one case adds to the sums. */
function countsOf(fact: Fact): Counts {
  const { respondDueAt, respondedAt, closedAt, satisfied } = fact;
  const counted = isCounted(fact.state);
  const inTime = respondDueAt && respondedAt && respondedAt <= respondDueAt;
  return {
    received: Number(counted),
    open: Number(counted && fact.state !== ComplaintState.CLOSED),
    respond_due: Number(fact.awaitsResponse),
    responded_in_time: Number(fact.awaitsResponse && Boolean(inTime)),
    close_due: Number(fact.awaitsClosing),
    closed: Number(fact.awaitsClosing && closedAt !== null),
    answered: Number(counted && satisfied !== null),
    satisfied: Number(counted && satisfied === true),
    out_of_scope: Number(counted && fact.outOfScope),
    reported_to_grid: Number(counted && fact.outOfScope && fact.reportedToGrid),
  };
}

type Row = { grain: string; span: Span; day: string } & Record<Dimension, string> & Counts;

/** The rows of the sums that change when some cases become others. */
function changes(before: readonly Fact[], after: readonly Fact[]): Row[] {
  const rows = new Map<string, Row>();
  const add = (fact: Fact, sign: 1 | -1): void => {
    const counts = countsOf(fact);
    const values = {
      firm_id: fact.firmId,
      community_id: fact.communityId,
      category: fact.category,
    };
    for (const kept of grains) {
      const grain = grainOf(kept);
      const key = Object.fromEntries(
        dimensions.map((dimension) => [
          dimension,
          kept.includes(dimension) ? values[dimension] : all,
        ]),
      ) as Record<Dimension, string>;
      for (const span of spans) {
        const day = beginOf(span, fact.day);
        const name = [grain, span, ...Object.values(key), day].join(" ");
        const row = rows.get(name) ?? { grain, span, day, ...key, ...noCounts() };
        for (const counter of counters) row[counter] += sign * counts[counter];
        rows.set(name, row);
      }
    }
  };
  for (const fact of before) add(fact, -1);
  for (const fact of after) add(fact, 1);
  // In one order for everybody, so that two who add to the same sums wait and do not deadlock.
  return [...rows]
    .filter(([, row]) => counters.some((counter) => row[counter] !== 0))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
}

const names = ["grain", "span", ...dimensions];
const columns = [...names, "day", ...counters];
const types = [...names.map(() => "text"), "date", ...counters.map(() => "int")];
const addSql = `
  insert into case_rollup (${columns.join(", ")})
  select * from jsonb_to_recordset(?::jsonb)
    as change (${columns.map((column, i) => `${column} ${types[i]}`).join(", ")})
  on conflict (${names.join(", ")}, day) do update set
    ${counters.map((counter) => `${counter} = case_rollup.${counter} + excluded.${counter}`).join(", ")}`;

/** Takes in cases as they are now: the facts and every sum they are part of, in one transaction. */
export async function record(em: EntityManager, told: readonly Fact[]): Promise<void> {
  const known = await em.find(
    CaseFact,
    { id: { $in: told.map(({ id }) => id) } },
    { refresh: true, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const rows = changes(known, told);
  await em.upsertMany(CaseFact, [...told]);
  if (rows.length === 0) return;
  await em.execute(addSql, [JSON.stringify(rows)]);
  for (const { firmId, communityId, category, day } of told)
    emit(em, ratesTopic, "COUNTED", { firm: firmId, community: communityId, category, day });
}
