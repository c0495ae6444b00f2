import { type Context, defineBatch } from "@hutong/kit";
import { Ctx, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from "type-graphql";

import { PropertyFirm } from "../firm/firm.entity.js";
import { settingsOf } from "../settings/settings.service.js";

@ObjectType({
  description:
    "How residents rated what a firm did in their homes; part of its credit. 上门服务评价",
})
export class HomeRatings {
  @Field(() => Int, { description: "How many ratings. 评价数" })
  count: number;

  @Field(() => Float, { description: "Their mean, from 1 to 5. 平均分" })
  average: number;

  @Field(() => Int, { description: "How many low ones. 低分数" })
  low: number;

  @Field(() => Int, { description: "Points of credit these took. 低分扣分" })
  pointsTaken: number;
}

interface Row {
  firm_id: string;
  count: string;
  average: string;
  low: string;
}

/** The ratings of firms; null for one without any. */
export const homeRatingsOf = defineBatch<HomeRatings | null>(async (firmIds, { em }) => {
  const { lowRating, lowRatingPoints } = await settingsOf(em);
  const rows = await em.execute<Row[]>(
    `select firm_id, sum(ratings) as count, round(sum(score * ratings)::numeric / sum(ratings), 2) as average,
       coalesce(sum(ratings) filter (where score <= ?), 0) as low
     from home_rating_sum where firm_id in (?) and ratings > 0 group by firm_id`,
    [lowRating, [...firmIds]],
  );
  const byFirm = new Map(rows.map((row) => [row.firm_id, row]));
  return (firmId) => {
    const row = byFirm.get(firmId);
    if (!row) return null;
    const low = Number(row.low);
    return Object.assign(new HomeRatings(), {
      count: Number(row.count),
      average: Number(row.average),
      low,
      pointsTaken: low * lowRatingPoints,
    });
  };
});

@Resolver(() => PropertyFirm)
export class FirmHomeRatingsResolver {
  @FieldResolver(() => HomeRatings, {
    nullable: true,
    description:
      "How residents rated its work in their homes, for who works on cases; null without any. 上门服务评价",
  })
  homeRatings(
    @Root() { id }: PropertyFirm,
    @Ctx() context: Context,
  ): Promise<HomeRatings | null> | null {
    return context.actor.may("case:read") ? homeRatingsOf(id, context) : null;
  }
}
