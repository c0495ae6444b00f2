import { defineEntity, p } from "@mikro-orm/core";

const HomeRatingSchema = defineEntity({
  name: "HomeRating",
  tableName: "home_rating",
  properties: {
    /** The firm's order that was rated: one rating each. */
    id: p.string().primary(),
    firmId: p.string(),
    score: p.integer(),
    at: p.datetime().columnType("timestamptz(3)"),
  },
});

/** How a resident rated work at home, as far as it counts for a firm's credit: neither whose home nor their words. */
export class HomeRating extends HomeRatingSchema.class {}
HomeRatingSchema.setClass(HomeRating);
