import { defineTopic, LiveEvent } from "@hutong/kit";
import { Field, ObjectType } from "type-graphql";

type Payload = { community: string; quarter: string };

/** That somebody rated, and not who. */
export const ratingTopic = defineTopic<"RATED", Payload>("service-rating");

@ObjectType({ description: "An owner rated the firm of a community. 评价动态" })
export class ServiceRatingEvent extends LiveEvent<Payload> {
  @Field({ description: "For which quarter: `2026-Q1`. 季度" })
  quarter(): string {
    return this.payload.quarter;
  }
}
