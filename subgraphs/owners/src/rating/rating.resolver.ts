import { After, type Context, Live } from "@hutong/kit";
import { ArrayMaxSize, ArrayMinSize, Max, Min, ValidateNested } from "class-validator";
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from "type-graphql";

import { Community, communityOf } from "../community.extension.js";
import { requireMayReadContracts } from "../contract/contract.policy.js";
import { ServiceAspect, ServiceRating } from "./rating.entity.js";
import { ratingTopic, ServiceRatingEvent } from "./rating.events.js";
import { myRatings, rateService, ratingsOf } from "./rating.service.js";

@InputType({ description: "Stars for one aspect. 单项评价" })
export class AspectStarsInput {
  @Field(() => ServiceAspect, { description: "What. 方面" })
  aspect: ServiceAspect;

  @Field(() => Int, { description: "One to five. 星级" })
  @Min(1)
  @Max(5)
  stars: number;
}

@InputType({ description: "How an owner rates the firm this quarter. 本季评价" })
export class RateServiceInput {
  @Field(() => ID, { description: "Where. 小区" })
  community: string;

  @Field(() => [AspectStarsInput], { description: "Any aspects; said again, it replaces. 各项" })
  @ArrayMinSize(1)
  @ArrayMaxSize(5)
  @ValidateNested({ each: true })
  stars: AspectStarsInput[];
}

@ObjectType({ description: "What the owners think of one aspect in a quarter. 评价汇总" })
export class AspectRating {
  @Field(() => ServiceAspect, { description: "What. 方面" })
  aspect: ServiceAspect;

  @Field(() => Float, { description: "Mean of the stars, to two decimals. 平均星级" })
  average: number;

  @Field(() => Int, { description: "How many owners. 评价人数" })
  count: number;
}

@Resolver(() => Community)
export class RatingResolver {
  @Mutation(() => [ServiceRating], {
    description: "Rate the firm in this quarter, for an owner. 评价物业服务",
  })
  rateService(
    @Ctx() context: Context,
    @Arg("input", () => RateServiceInput, { description: "The stars. 评价" })
    input: RateServiceInput,
  ): Promise<ServiceRating[]> {
    return rateService(context, input);
  }

  @Live(() => ServiceRatingEvent, {
    topic: ratingTopic,
    description: "That the firm of a community was rated, and never by whom. 评价动态",
    admit: ({ actor }) => requireMayReadContracts(actor),
    concerns: ({ payload }, _context, { community }: { community: string }) =>
      payload.community === community,
  })
  serviceRatingsChanged(
    @Root() event: ServiceRatingEvent,
    @Arg("community", () => ID, { description: "Where: `cty_…`. 小区" }) _community: string,
    @After() _after?: string,
  ): ServiceRatingEvent {
    return event;
  }

  @FieldResolver(() => [AspectRating], {
    nullable: true,
    description: "What its owners think of the firm in a quarter, by aspect. 业主评价",
  })
  serviceRatings(
    @Root() { id }: Community,
    @Ctx() context: Context,
    @Arg("quarter", () => String, { description: "`2026-Q1`. 季度" }) quarter: string,
  ): Promise<AspectRating[]> {
    return ratingsOf(id, quarter, context);
  }

  @FieldResolver(() => [ServiceRating], {
    nullable: true,
    description: "The actor's own ratings of a quarter. 我的评价",
  })
  myServiceRatings(
    @Root() { id }: Community,
    @Ctx() context: Context,
    @Arg("quarter", () => String, { description: "`2026-Q1`. 季度" }) quarter: string,
  ): Promise<ServiceRating[]> {
    return myRatings(id, quarter, context);
  }
}

@Resolver(() => ServiceRatingEvent)
export class ServiceRatingEventResolver {
  @FieldResolver(() => [AspectRating], {
    nullable: true,
    description: "What the quarter's ratings come to now, by aspect. 评价汇总",
  })
  ratings(@Root() { payload }: ServiceRatingEvent, @Ctx() context: Context) {
    return ratingsOf(payload.community, payload.quarter, context);
  }

  @FieldResolver(() => Community, { nullable: true, description: "Where. 小区" })
  community(@Root() { payload }: ServiceRatingEvent): Community {
    return communityOf(payload.community);
  }
}
