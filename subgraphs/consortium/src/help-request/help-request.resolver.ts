import {
  After,
  Clock,
  type Connection,
  connectionOf,
  type Context,
  Live,
  PageArgs,
  requireId,
} from "@hutong/kit";
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";

import { Community, communityOf } from "../community.extension.js";
import { Complaint, complaintOf } from "../complaint.extension.js";
import { Expert } from "../expert/expert.entity.js";
import { expertsOfFirm } from "../expert/expert.reference.js";
import { PropertyFirm } from "../firm/firm.entity.js";
import { firmReference } from "../firm/firm.reference.js";
import { HelpOffer } from "../help-offer/help-offer.entity.js";
import { mayOffer } from "../help-offer/help-offer.policy.js";
import { countOffers, hasOfferedAlready, offersOf } from "../help-offer/help-offer.reference.js";
import { clocksOf } from "./help-request.clocks.js";
import { HelpRequest } from "./help-request.entity.js";
import {
  factsOfEvent,
  HelpRequestEvent,
  helpRequestTopic,
  requestOf,
  tellingOf,
} from "./help-request.events.js";
import { factsOf, mayRead, mayTake } from "./help-request.policy.js";
import { readHelpRequest } from "./help-request.reference.js";
import { listHelpRequests } from "./help-request.service.js";
import { HelpRequestState, HelpRequestStep } from "./help-request.state.js";

const HelpRequestConnection = connectionOf(HelpRequest);

@Resolver(() => HelpRequest)
export class HelpRequestResolver {
  @Query(() => HelpRequest, { nullable: true, description: "One help request. 查看会诊求助" })
  helpRequest(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`hrq_…`" }) id: string,
  ): Promise<HelpRequest> {
    return readHelpRequest(context, id);
  }

  @Query(() => HelpRequestConnection, { description: "The help wall, newest first. 求助墙" })
  helpRequests(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("states", () => [HelpRequestState], {
      nullable: true,
      description: "In one of these states. 状态",
    })
    states?: HelpRequestState[] | null,
  ): Promise<Connection<HelpRequest>> {
    return listHelpRequests(context, states, page);
  }

  @Live(() => HelpRequestEvent, {
    topic: helpRequestTopic,
    description:
      "What happens to help requests that are the actor's to see: one, those of a case, or all. 会诊动态",
    admit: async (context, { id, complaint }: { id?: string; complaint?: string }) => {
      context.actor.require("case:read");
      if (complaint) requireId(complaint, "cmp");
      if (id) await readHelpRequest(context, id);
    },
    concerns: ({ payload }, { actor }, { id, complaint }) =>
      (!id || payload.request === id) &&
      (!complaint || payload.complaint === complaint) &&
      mayRead(actor, factsOfEvent(payload)),
  })
  helpRequestChanged(
    @Root() event: HelpRequestEvent,
    @Arg("id", () => ID, { nullable: true, description: "Only this request. 会诊编号" })
    _id?: string,
    @Arg("complaint", () => ID, {
      nullable: true,
      description: "Only those of this case. 诉求编号",
    })
    _complaint?: string,
    @After() _after?: string,
  ): HelpRequestEvent {
    return event;
  }

  @FieldResolver(() => Complaint, { nullable: true, description: "The case it is about. 诉求" })
  complaint(@Root() { complaintId }: HelpRequest): Complaint {
    return complaintOf(complaintId);
  }

  @FieldResolver(() => Community, { nullable: true, description: "Where. 小区" })
  community(@Root() { communityId }: HelpRequest): Community {
    return communityOf(communityId);
  }

  @FieldResolver(() => PropertyFirm, { description: "The firm that asks. 求助企业" })
  askingFirm(@Root() request: HelpRequest, @Ctx() context: Context): Promise<PropertyFirm | null> {
    return firmReference.loadOne(request.askingFirm.id, context);
  }

  @FieldResolver(() => [Clock], { description: "By when firms are asked to answer. 时限" })
  clocks(@Root() request: HelpRequest): Clock[] {
    return clocksOf(request);
  }

  @FieldResolver(() => Int, { description: "How many firms have offered help. 应援数" })
  offerCount(@Root() request: HelpRequest, @Ctx() context: Context): Promise<number> {
    return countOffers(request, context);
  }

  @FieldResolver(() => [HelpOffer], {
    description:
      "The offers that are the actor's to see: all for who chooses, their own for the other firms. 应援列表",
  })
  offers(@Root() request: HelpRequest, @Ctx() context: Context): Promise<HelpOffer[]> {
    return offersOf(request, context);
  }

  @FieldResolver(() => HelpOffer, {
    nullable: true,
    description: "The offer that was chosen, for who may see it. 已采纳的应援",
  })
  async acceptedOffer(
    @Root() request: HelpRequest,
    @Ctx() context: Context,
  ): Promise<HelpOffer | null> {
    if (!request.acceptedOfferId) return null;
    const offers = await offersOf(request, context);
    return offers.find(({ id }) => id === request.acceptedOfferId) ?? null;
  }

  @FieldResolver(() => [HelpRequestStep], {
    description: "What the actor may do with it now. 可办理动作",
  })
  async steps(@Root() request: HelpRequest, @Ctx() context: Context): Promise<HelpRequestStep[]> {
    const facts = factsOf(request);
    const steps = Object.values(HelpRequestStep).filter(
      (step) => request.permits(step) && mayTake(context.actor, facts, step),
    );
    const offered =
      steps.includes(HelpRequestStep.OFFER) && (await hasOfferedAlready(request, context));
    return offered ? steps.filter((step) => step !== HelpRequestStep.OFFER) : steps;
  }

  @FieldResolver(() => [Expert], {
    description: "Whom the actor could offer now, those who fit first. 可派专家",
  })
  async myExperts(@Root() request: HelpRequest, @Ctx() context: Context): Promise<Expert[]> {
    const { actor } = context;
    const steps = await this.steps(request, context);
    if (!steps.includes(HelpRequestStep.OFFER)) return [];
    const experts = (await expertsOfFirm(actor.org, context)).filter((expert) =>
      mayOffer(actor, expert),
    );
    return experts.toSorted(
      (a, b) => Number(b.fits(request.skills)) - Number(a.fits(request.skills)),
    );
  }
}

@Resolver(() => HelpRequestEvent)
export class HelpRequestEventResolver {
  @FieldResolver(() => String, {
    description: "Who did it: real name of staff, `成员企业` where the offer is a rival's. 经办人",
  })
  async by(@Root() event: HelpRequestEvent, @Ctx() context: Context): Promise<string> {
    return (await tellingOf(event, context)).by;
  }

  @FieldResolver(() => String, { nullable: true, description: "For which organisation. 单位" })
  async organisation(
    @Root() event: HelpRequestEvent,
    @Ctx() context: Context,
  ): Promise<string | null> {
    return (await tellingOf(event, context)).organisation;
  }

  @FieldResolver(() => String, { nullable: true, description: "In their words. 说明" })
  async note(@Root() event: HelpRequestEvent, @Ctx() context: Context): Promise<string | null> {
    return (await tellingOf(event, context)).note;
  }

  @FieldResolver(() => HelpRequest, {
    nullable: true,
    description: "The request as it is now. 会诊求助",
  })
  helpRequest(
    @Root() event: HelpRequestEvent,
    @Ctx() context: Context,
  ): Promise<HelpRequest | null> {
    return requestOf(event, context);
  }
}
