import {
  type Context,
  emit,
  forbidden,
  HutongError,
  invalidInput,
  newId,
  now,
  requireId,
  shanghaiDate,
} from "@hutong/kit";

import { contractInForce } from "../contract/contract.reference.js";
import { requireMayReadContracts } from "../contract/contract.policy.js";
import { ServiceRating } from "./rating.entity.js";
import { ratingTopic } from "./rating.events.js";
import { mayRate } from "./rating.policy.js";
import type { AspectRating, RateServiceInput } from "./rating.resolver.js";

/** The quarter of a day in China: `2026-Q1`. */
export function quarterOf(at: Date): string {
  const [year, month] = shanghaiDate(at).split("-");
  return `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

/**
 * Rates the firm in force in the present quarter; what was said of an aspect before is replaced.
 * @throws HutongError `INVALID_ID`, `FORBIDDEN`, `NOT_FOUND` where no firm serves
 */
export async function rateService(
  context: Context,
  { community, stars }: RateServiceInput,
): Promise<ServiceRating[]> {
  const { actor, em } = context;
  if (!mayRate(actor, requireId(community, "cty"))) {
    throw forbidden("Only those who live in a community rate its firm");
  }
  const contract = await contractInForce(community, context);
  if (!contract) {
    throw new HutongError("NOT_FOUND", { message: "No firm serves this community now" });
  }
  const at = now();
  const quarter = quarterOf(at);
  // The last word of each aspect counts, as it would in two requests.
  const last = new Map(stars.map((one) => [one.aspect, one.stars]));
  await em.fork().transactional(async (inner) => {
    await inner.upsertMany(
      ServiceRating,
      [...last].map(([aspect, given]) => ({
        id: newId("rat"),
        communityId: community,
        firmId: contract.firmId,
        personId: actor.id,
        quarter,
        aspect,
        stars: given,
        at,
      })),
      {
        onConflictFields: ["communityId", "quarter", "aspect", "personId"],
        onConflictExcludeFields: ["id"],
      },
    );
    emit(inner, ratingTopic, "RATED", { community, quarter });
  });
  em.clear();
  return myRatings(community, quarter, context);
}

/** What a quarter's ratings come to; an aspect nobody rated is left out. */
export async function ratingsOf(
  communityId: string,
  quarter: string,
  { em, actor }: Context,
): Promise<AspectRating[]> {
  requireMayReadContracts(actor);
  return em.execute<AspectRating[]>(
    `select aspect, round(avg(stars), 2)::float8 as average, count(*)::int as count
     from service_rating where community_id = ? and quarter = ? group by aspect order by aspect`,
    [communityId, requireQuarter(quarter)],
  );
}

/** The actor's own ratings of a quarter. */
export function myRatings(
  communityId: string,
  quarter: string,
  { em, actor }: Context,
): Promise<ServiceRating[]> {
  return em.find(
    ServiceRating,
    { communityId, quarter: requireQuarter(quarter), personId: actor.id },
    { orderBy: { aspect: "asc" } },
  );
}

function requireQuarter(quarter: string): string {
  if (!/^\d{4}-Q[1-4]$/.test(quarter)) throw invalidInput({ quarter: "must look like 2026-Q1" });
  return quarter;
}
