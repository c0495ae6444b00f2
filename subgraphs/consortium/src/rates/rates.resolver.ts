import { After, type Context, Live } from "@hutong/kit";
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";

import { PropertyFirm } from "../firm/firm.entity.js";
import { firmReference } from "../firm/firm.reference.js";
import { RatesEvent, ratesTopic } from "./rates.events.js";
import { DemandArgs, DistributionArgs, RankingArgs, RatesArgs } from "./rates.input.js";
import { requireMayReadRates } from "./rates.policy.js";
import { commonDemands, distribution, fourRates, ranking } from "./rates.service.js";
import { CommonDemand, FourRates, ProblemShare, RankedRates } from "./rates.types.js";

const firmOf = (firmId: string | null, context: Context): Promise<PropertyFirm | null> | null =>
  firmId ? firmReference.loadOne(firmId, context) : null;

@Resolver()
export class RatesResolver {
  @Query(() => FourRates, { description: "The four rates of a period. 四率" })
  rates(@Ctx() context: Context, @Args() args: RatesArgs): Promise<FourRates> {
    return fourRates(context, args);
  }

  @Query(() => [RankedRates], {
    description: "Firms, communities or categories by a rate, the best first. 四率排名",
  })
  rateRanking(@Ctx() context: Context, @Args() args: RankingArgs): Promise<RankedRates[]> {
    return ranking(context, args);
  }

  @Query(() => [ProblemShare], {
    description: "How the problems of a period spread, most first. 累计问题分布",
  })
  problemDistribution(
    @Ctx() context: Context,
    @Args() args: DistributionArgs,
  ): Promise<ProblemShare[]> {
    return distribution(context, args);
  }

  @Query(() => [CommonDemand], {
    description:
      "Demands that recur across communities, the widest first: what next year's public works could solve. 共性诉求",
  })
  commonDemands(@Ctx() context: Context, @Args() args: DemandArgs): Promise<CommonDemand[]> {
    return commonDemands(context, args);
  }
}

@Resolver(() => RatesEvent)
export class RatesEventResolver {
  @Live(() => RatesEvent, {
    topic: ratesTopic,
    description: "Tells that a case was counted: rates shown are to be read anew. 四率动态",
    admit: ({ actor }) => requireMayReadRates(actor),
    concerns: () => true,
  })
  ratesChanged(@Root() event: RatesEvent, @After() _after?: string): RatesEvent {
    return event;
  }

  @FieldResolver(() => PropertyFirm, { nullable: true, description: "Whose case. 企业" })
  firm(@Root() { payload }: RatesEvent, @Ctx() context: Context) {
    return firmOf(payload.firm, context);
  }
}

@Resolver(() => RankedRates)
export class RankedRatesResolver {
  @FieldResolver(() => PropertyFirm, { nullable: true, description: "The firm, by firm. 企业" })
  firm(@Root() { firmId }: RankedRates, @Ctx() context: Context) {
    return firmOf(firmId, context);
  }
}

@Resolver(() => ProblemShare)
export class ProblemShareResolver {
  @FieldResolver(() => PropertyFirm, {
    nullable: true,
    description: "The firm, by firm; none where a community has none. 企业",
  })
  firm(@Root() { firmId }: ProblemShare, @Ctx() context: Context) {
    return firmOf(firmId, context);
  }
}
