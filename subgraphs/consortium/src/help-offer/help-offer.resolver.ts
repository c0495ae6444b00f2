import type { Context } from "@hutong/kit";
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";

import { Expert } from "../expert/expert.entity.js";
import { expertReference } from "../expert/expert.reference.js";
import { PropertyFirm } from "../firm/firm.entity.js";
import { firmReference } from "../firm/firm.reference.js";
import { HelpRequest } from "../help-request/help-request.entity.js";
import { factsOf, mayTake } from "../help-request/help-request.policy.js";
import { helpRequestReference } from "../help-request/help-request.reference.js";
import { HelpRequestStep } from "../help-request/help-request.state.js";
import { HelpOffer, HelpOfferState } from "./help-offer.entity.js";
import {
  AcceptOfferInput,
  DirectExpertInput,
  OfferHelpInput,
  WithdrawOfferInput,
} from "./help-offer.input.js";
import { mayWithdraw } from "./help-offer.policy.js";
import { acceptOffer, directExpert, offerHelp, withdrawOffer } from "./help-offer.service.js";

@Resolver(() => HelpOffer)
export class HelpOfferResolver {
  @Mutation(() => HelpOffer, { description: "Offer one of the firm's experts. 应援" })
  offerHelp(
    @Ctx() context: Context,
    @Arg("input", () => OfferHelpInput, { description: "What is offered. 应援内容" })
    input: OfferHelpInput,
  ): Promise<HelpOffer> {
    return offerHelp(context, input);
  }

  @Mutation(() => HelpRequest, {
    description: "Choose this offer; exactly one wins, the others are declined. 采纳应援",
  })
  acceptOffer(
    @Ctx() context: Context,
    @Arg("input", () => AcceptOfferInput, { description: "Which offer. 应援" })
    input: AcceptOfferInput,
  ): Promise<HelpRequest> {
    return acceptOffer(context, input.offer);
  }

  @Mutation(() => HelpOffer, { description: "Take an offer back before it is chosen. 撤回应援" })
  withdrawOffer(
    @Ctx() context: Context,
    @Arg("input", () => WithdrawOfferInput, { description: "Which offer. 应援" })
    input: WithdrawOfferInput,
  ): Promise<HelpOffer> {
    return withdrawOffer(context, input.offer);
  }

  @Mutation(() => HelpRequest, { description: "Send an expert, for the secretariat. 指派专家" })
  directExpert(
    @Ctx() context: Context,
    @Arg("input", () => DirectExpertInput, { description: "Whom. 指派" }) input: DirectExpertInput,
  ): Promise<HelpRequest> {
    return directExpert(context, input);
  }

  @FieldResolver(() => PropertyFirm, { description: "The firm that offers. 应援企业" })
  firm(@Root() offer: HelpOffer, @Ctx() context: Context): Promise<PropertyFirm | null> {
    return firmReference.loadOne(offer.firm.id, context);
  }

  @FieldResolver(() => Expert, { description: "Who would come. 专家" })
  expert(@Root() offer: HelpOffer, @Ctx() context: Context): Promise<Expert | null> {
    return expertReference.loadOne(offer.expert.id, context);
  }

  @FieldResolver(() => HelpRequest, { description: "What it answers. 会诊求助" })
  helpRequest(@Root() offer: HelpOffer, @Ctx() context: Context): Promise<HelpRequest | null> {
    return helpRequestReference.loadOne(offer.helpRequest.id, context);
  }

  @FieldResolver(() => Boolean, { description: "Whether it costs nothing. 是否免费" })
  free(@Root() { costFen }: HelpOffer): boolean {
    return costFen === 0;
  }

  @FieldResolver(() => Boolean, { description: "Whether the actor may choose it now. 可否采纳" })
  async canAccept(@Root() offer: HelpOffer, @Ctx() context: Context): Promise<boolean> {
    if (offer.state !== HelpOfferState.OPEN) return false;
    const request = await helpRequestReference.loadOne(offer.helpRequest.id, context);
    return (
      request !== null &&
      request.permits(HelpRequestStep.ACCEPT) &&
      mayTake(context.actor, factsOf(request), HelpRequestStep.ACCEPT)
    );
  }

  @FieldResolver(() => Boolean, { description: "Whether the actor may take it back now. 可否撤回" })
  async canWithdraw(@Root() offer: HelpOffer, @Ctx() context: Context): Promise<boolean> {
    if (offer.state !== HelpOfferState.OPEN) return false;
    const expert = await expertReference.loadOne(offer.expert.id, context);
    return expert !== null && mayWithdraw(context.actor, expert);
  }
}
