import { defineEntity, p } from "@mikro-orm/core";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";

export enum ServiceAspect {
  SECURITY = "SECURITY",
  CLEANING = "CLEANING",
  REPAIR = "REPAIR",
  GREENING = "GREENING",
  ATTITUDE = "ATTITUDE",
}
registerEnumType(ServiceAspect, {
  name: "ServiceAspect",
  description: "What of a firm's service is rated. 评价方面",
  valuesConfig: {
    SECURITY: { description: "Order and gates. 秩序" },
    CLEANING: { description: "Cleanliness. 保洁" },
    REPAIR: { description: "Repairs. 维修" },
    GREENING: { description: "Greens. 绿化" },
    ATTITUDE: { description: "How people are treated. 服务态度" },
  },
});

const ServiceRatingSchema = defineEntity({
  name: "ServiceRating",
  tableName: "service_rating",
  properties: {
    id: p.string().primary(),
    communityId: p.string(),
    firmId: p.string(),
    personId: p.string(),
    /** `2026-Q1`. */
    quarter: p.string(),
    aspect: p.enum(() => ServiceAspect),
    stars: p.integer(),
    at: p.datetime().columnType("timestamptz(3)"),
  },
  // One voice for a person, a quarter and an aspect; also the index of a quarter's averages.
  uniques: [{ properties: ["communityId", "quarter", "aspect", "personId"] }],
});

@ObjectType({ description: "How an owner rates one aspect of the firm in a quarter. 服务评价" })
export class ServiceRating extends ServiceRatingSchema.class {
  @Field(() => ID, { description: "`rat_…`" })
  override id: string;

  @Field({ description: "Which quarter: `2026-Q1`. 季度" })
  override quarter: string;

  @Field(() => ServiceAspect, { description: "What. 方面" })
  override aspect: ServiceAspect;

  @Field(() => Int, { description: "One to five. 星级" })
  override stars: number;
}
ServiceRatingSchema.setClass(ServiceRating);
