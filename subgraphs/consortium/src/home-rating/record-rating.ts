import { type EntityManager, LockMode } from "@mikro-orm/postgresql";

import { HomeRating } from "./home-rating.entity.js";

/** Takes in a rating as it is now: itself and its firm's sums by score, in one transaction. */
export async function recordRating(
  em: EntityManager,
  told: Omit<HomeRating, symbol>,
): Promise<void> {
  const before = await em.findOne(
    HomeRating,
    { id: told.id },
    { refresh: true, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const sums = [
    ...(before ? [{ ...placeOf(before), ratings: -1 }] : []),
    { ...placeOf(told), ratings: 1 },
  ];
  await em.upsert(HomeRating, told);
  // A rating that moves within a sum is one change of it: a statement may not touch a row twice.
  await em.execute(
    `insert into home_rating_sum (firm_id, score, ratings)
     select firm_id, score, sum(ratings)
     from jsonb_to_recordset(?::jsonb) as change (firm_id text, score int, ratings int)
     group by 1, 2 having sum(ratings) <> 0 order by 1, 2
     on conflict (firm_id, score) do update set ratings = home_rating_sum.ratings + excluded.ratings`,
    [JSON.stringify(sums)],
  );
}

const placeOf = ({ firmId, score }: Omit<HomeRating, symbol>) => ({ firm_id: firmId, score });
