import { type ComplaintCategory, type Context, now } from "@hutong/kit";

import { communityOf } from "../community.extension.js";
import { countCases, sumsOf } from "./counts.js";
import { compareRates, type Precision, type Rate, rateOf } from "./rate.js";
import {
  columnOf,
  type DemandArgs,
  type DistributionArgs,
  RateDimension,
  type RankingArgs,
  RateKind,
  type RatesArgs,
  requirePeriod,
} from "./rates.input.js";
import { requireMayReadRates } from "./rates.policy.js";
import { CommonDemand, FourRates, ProblemShare, RankedRates } from "./rates.types.js";
import { all, type Counts, noCounts } from "./rollup.js";

/**
 * The four rates of a period.
 * @throws HutongError `FORBIDDEN`, `INVALID_ID`, `INVALID_INPUT`
 */
export async function fourRates({ em, actor }: Context, args: RatesArgs): Promise<FourRates> {
  requireMayReadRates(actor);
  requirePeriod(args);
  const counts = await countCases(em, args, null, now());
  return toFourRates(counts.get(all) ?? noCounts(), args);
}

function toFourRates(counts: Counts, args: RatesArgs): FourRates {
  const { from, to } = args;
  const { received, open } = counts;
  return Object.assign(new FourRates(), {
    from,
    to,
    received,
    open,
    response: rateOf(counts.responded_in_time, counts.respond_due, args),
    completion: rateOf(counts.closed, counts.close_due, args),
    satisfaction: rateOf(counts.satisfied, counts.answered, args),
    reporting: rateOf(counts.reported_to_grid, counts.out_of_scope, args),
  });
}

const rateNamed: Readonly<Record<RateKind, (rates: FourRates) => Rate>> = {
  [RateKind.RESPONSE]: ({ response }) => response,
  [RateKind.COMPLETION]: ({ completion }) => completion,
  [RateKind.SATISFACTION]: ({ satisfaction }) => satisfaction,
  [RateKind.REPORTING]: ({ reporting }) => reporting,
};

/** Firms, communities or categories by one of the rates, the best first; equals share a place. */
export async function ranking({ em, actor }: Context, args: RankingArgs): Promise<RankedRates[]> {
  requireMayReadRates(actor);
  requirePeriod(args);
  const counts = await countCases(em, args, columnOf[args.by], now());
  const rate = rateNamed[args.rate];
  const lines = [...counts]
    // Cases of a community without a firm are nobody's merit.
    .filter(([key]) => key !== "")
    .map(([key, sums]) => ({ key, rates: toFourRates(sums, args) }))
    .toSorted(
      (a, b) =>
        compareRates(rate(a.rates), rate(b.rates)) ||
        b.rates.received - a.rates.received ||
        (a.key < b.key ? -1 : 1),
    );
  let rank = 0;
  return lines.slice(0, args.first).map(({ key, rates }, i) => {
    const before = lines[i - 1];
    if (!before || compareRates(rate(before.rates), rate(rates)) !== 0) rank = i + 1;
    return Object.assign(new RankedRates(), { ...about(args.by, key), rank, rates });
  });
}

/** How the problems of a period spread, most first. */
export async function distribution(
  { em, actor }: Context,
  args: DistributionArgs,
): Promise<ProblemShare[]> {
  requireMayReadRates(actor);
  requirePeriod(args);
  const counts = [...(await countCases(em, args, columnOf[args.by], now()))];
  const total = counts.reduce((sum, [, { received }]) => sum + received, 0);
  return counts
    .map(([key, { received, open }]) => shareOf(about(args.by, key), received, open, total, args))
    .toSorted((a, b) => b.received - a.received);
}

const shareOf = (
  one: ReturnType<typeof about>,
  received: number,
  open: number,
  total: number,
  precision: Precision,
): ProblemShare =>
  Object.assign(new ProblemShare(), {
    ...one,
    received,
    open,
    share: rateOf(received, total, precision),
  });

const about = (by: RateDimension, key: string) => ({
  firmId: by === RateDimension.FIRM ? key || null : null,
  community: by === RateDimension.COMMUNITY ? communityOf(key) : null,
  category: by === RateDimension.CATEGORY ? (key as ComplaintCategory) : null,
});

/** Demands that recur across communities: what no firm can solve alone. */
export async function commonDemands(
  { em, actor }: Context,
  args: DemandArgs,
): Promise<CommonDemand[]> {
  requireMayReadRates(actor);
  requirePeriod(args);
  // In the order in which they are grouped: in another one each row would be put together anew.
  const sums = sumsOf(args, ["category", "community_id"], ["received", "open"]);
  const rows = await em.execute<
    { category: ComplaintCategory; communities: string[]; received: string; open: string }[]
  >(
    `select category, array_agg(community_id order by received desc, community_id) as communities,
       sum(received) as received, sum(open) as open
     from (select category, community_id, sum(received) as received, sum(open) as open
       from (${sums.sql}) sums group by 1, 2 having sum(received) >= ?) recurring
     group by 1 having count(*) >= ? order by count(*) desc, sum(received) desc, category`,
    [...sums.values, args.cases, args.communities],
  );
  return rows.map((row) =>
    Object.assign(new CommonDemand(), {
      category: row.category,
      communities: row.communities.map(communityOf),
      received: Number(row.received),
      open: Number(row.open),
    }),
  );
}
