import { After, type Context, Live, requireId } from "@hutong/kit";
import {
  Arg,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Resolver,
  Root,
} from "type-graphql";

import { Community, communityOf } from "../community.extension.js";
import { Contractor } from "../contractor/contractor.entity.js";
import { mayOversee } from "../contractor/contractor.policy.js";
import { Cleaner } from "../crew/cleaner.entity.js";
import { cleanerReference } from "../crew/crew.reference.js";
import { insist } from "../task/task.policy.js";
import { DoubleSite } from "./double-site.js";
import { DoubleSiteEvent, doubleSiteTopic } from "./double-site.events.js";
import { CleaningSettingsInput } from "./double-site.input.js";
import { changeCleaningSettings, doubleSitesOf } from "./double-site.service.js";

@Resolver(() => DoubleSite)
export class DoubleSiteResolver {
  @Directive('@operator(arg: "contractor")')
  @Directive("@gather(orderBy: [])")
  @Live(() => DoubleSiteEvent, {
    topic: doubleSiteTopic,
    description:
      "People seen at two sites at once, with one contractor or all, for its crew leaders and the consortium. 人员复用动态",
    admit: ({ actor }, { contractor }: { contractor?: string | null }) =>
      insist(
        mayOversee(actor, contractor ? requireId(contractor, "ctr") : actor.org),
        "Who was seen at two sites is not yours to watch",
      ),
    concerns: ({ payload }, { actor }, { contractor }) =>
      (!contractor || payload.contractor === contractor) && mayOversee(actor, payload.contractor),
  })
  doubleSiteSeen(
    @Root() event: DoubleSiteEvent,
    @Arg("contractor", () => ID, {
      nullable: true,
      description: "Only with this one: `ctr_…`. 单位",
    })
    _contractor?: string,
    @After() _after?: string,
  ): DoubleSiteEvent {
    return event;
  }

  @FieldResolver(() => Cleaner, { nullable: true, description: "Who. 保洁员" })
  cleaner(@Root() { cleanerId }: DoubleSite, @Ctx() context: Context): Promise<Cleaner | null> {
    return cleanerReference.loadOne(cleanerId, context);
  }

  @FieldResolver(() => Community, { nullable: true, description: "First place. 第一处" })
  firstCommunity(@Root() { firstCommunityId }: DoubleSite): Community {
    return communityOf(firstCommunityId);
  }

  @FieldResolver(() => Community, { nullable: true, description: "Second place. 第二处" })
  secondCommunity(@Root() { secondCommunityId }: DoubleSite): Community {
    return communityOf(secondCommunityId);
  }
}

@Resolver(() => Contractor)
export class ContractorDoubleSitesResolver {
  @Directive('@operator(arg: "input.contractor")')
  @Mutation(() => Contractor, {
    description:
      "Settle by which measure a contractor is looked at, by the secretariat. 修改保洁规则",
  })
  changeCleaningSettings(
    @Ctx() context: Context,
    @Arg("input", () => CleaningSettingsInput, { description: "What to settle. 规则" })
    input: CleaningSettingsInput,
  ): Promise<Contractor> {
    return changeCleaningSettings(context, input);
  }

  @FieldResolver(() => [DoubleSite], {
    nullable: true,
    description:
      "People seen at two sites at once in the last month, for the contractor and the consortium. 人员复用提示",
  })
  async doubleSites(
    @Root() { id }: Contractor,
    @Ctx() context: Context,
  ): Promise<DoubleSite[] | null> {
    return mayOversee(context.actor, id) ? doubleSitesOf(id, context) : null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "In fewer minutes nobody gets from one site to another; 15. For the contractor and the consortium. 人员复用判定(分钟)",
  })
  doubleSiteMinutes(@Root() contractor: Contractor, @Ctx() { actor }: Context): number | null {
    return mayOversee(actor, contractor.id) ? contractor.doubleSiteMinutes : null;
  }
}
