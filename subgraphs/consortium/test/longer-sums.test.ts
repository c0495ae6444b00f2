import { ComplaintCategory, ComplaintState } from "@hutong/kit";
import { startTestSubgraph, type TestSubgraph } from "@hutong/kit/testing";
import { afterAll, beforeAll, expect, it } from "vitest";

import { recordRating } from "../src/home-rating/record-rating.js";
import type { Fact } from "../src/rates/fact.js";
import { record } from "../src/rates/rollup.js";
import { consortium } from "../src/subgraph.js";
import { firmId } from "./fixture.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(consortium);
});
afterAll(() => subgraph.stop());

let seed = 11;
const pick = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n;
const date = (from: number, days: number): Date => new Date(from + pick(days) * 86_400_000);

function fact(n: number, reportedAt: Date): Fact {
  const closed = pick(2) === 0;
  return {
    id: `cmp_${n}`,
    number: `TS-${n}`,
    communityId: `cty_${pick(3)}`,
    firmId: pick(4) === 0 ? "" : firmId(1 + pick(2)),
    category: pick(2) === 0 ? ComplaintCategory.LIFT : ComplaintCategory.NOISE,
    state: [ComplaintState.MERGED, ComplaintState.CLOSED, ComplaintState.IN_PROGRESS][pick(3)]!,
    day: reportedAt.toISOString().slice(0, 10),
    reportedAt,
    respondStartedAt: reportedAt,
    respondDueAt: new Date(reportedAt.getTime() + 7_200_000),
    respondedAt: pick(3) === 0 ? null : new Date(reportedAt.getTime() + pick(4) * 3_600_000),
    closeDueAt: reportedAt,
    resolvedAt: null,
    closedAt: closed ? reportedAt : null,
    satisfied: [null, true, false][pick(3)]!,
    awaitsResponse: pick(3) > 0,
    awaitsClosing: pick(3) > 0,
    outOfScope: pick(4) === 0,
    reportedToGrid: pick(2) === 0,
  };
}

const rows = (sql: string) => subgraph.orm.em.fork().execute<Record<string, unknown>[]>(sql);
const sums = () =>
  rows(
    `select * from case_rollup where (received, open, respond_due, responded_in_time, close_due, closed,
       answered, satisfied, out_of_scope, reported_to_grid) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
     order by grain, span, firm_id, community_id, category, day`,
  );
const ratings = () =>
  rows(`select * from home_rating_sum where ratings > 0 order by firm_id, score`);
const inTransaction = (work: Parameters<typeof subgraph.orm.em.transactional>[0]) =>
  subgraph.orm.em.fork().transactional(work);

it("sums up what is there from before as if it had been summed from the first case on", async () => {
  const start = Date.UTC(2024, 10, 1);
  const told = Array.from({ length: 120 }, (_none, n) => fact(n, date(start, 500)));
  await inTransaction((em) => record(em, told));
  // Most of them become something else, on the day that they came in.
  for (const { reportedAt, id } of told.slice(0, 90))
    await inTransaction((em) => record(em, [fact(Number(id.slice(4)), reportedAt)]));
  for (let n = 0; n < 40; n++) {
    const rating = { id: `hmo_${n % 25}`, firmId: firmId(1 + pick(2)), score: 1 + pick(5) };
    await inTransaction((em) => recordRating(em, { ...rating, at: new Date(start) }));
  }
  const [before, ratedBefore] = [await sums(), await ratings()];
  expect(new Set(before.map(({ span }) => span)).size).toBe(4);
  expect(ratedBefore.reduce((sum, { ratings: some }) => sum + Number(some), 0)).toBe(25);

  await subgraph.orm.migrator.down("Migration20261122000005_words_of_summaries");
  await subgraph.orm.migrator.down("Migration20261122000004_longer_sums");
  expect(new Set((await sums()).map(({ span }) => span))).toEqual(new Set(["day", "month"]));
  await subgraph.orm.migrator.up();
  expect(await sums()).toEqual(before);
  expect(await ratings()).toEqual(ratedBefore);
});
