import { type Connection, connectionOf, type Context, PageArgs, requireId } from "@hutong/kit";
import {
  Arg,
  Args,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from "type-graphql";

import { firmOf, PropertyFirm } from "../firm.extension.js";
import { insist, maySeeLabour } from "../firm.policy.js";
import { followTopic } from "../live-event.js";
import { PlatformAgreement } from "./agreement.entity.js";
import { agreementTopic, PlatformAgreementEvent } from "./agreement.events.js";
import {
  AcceptPlatformAgreementInput,
  ProposePlatformAgreementInput,
  RefusePlatformAgreementInput,
} from "./agreement.input.js";
import { agreementReference } from "./agreement.reference.js";
import {
  acceptAgreement,
  listAgreements,
  proposeAgreement,
  refuseAgreement,
} from "./agreement.service.js";

const PlatformAgreementConnection = connectionOf(PlatformAgreement);

@Resolver(() => PlatformAgreement)
export class PlatformAgreementResolver {
  @Directive('@operator(arg: "firm")')
  @Directive('@gather(orderBy: ["proposedAt:desc", "id:desc"])')
  @Query(() => PlatformAgreementConnection, {
    nullable: true,
    description:
      "Agreements about the platform that are the actor's to see, newest first. 平台协议列表",
  })
  platformAgreements(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("firm", () => ID, { nullable: true, description: "Only of this firm. 企业" })
    firm?: string,
  ): Promise<Connection<PlatformAgreement>> {
    return listAgreements(context, firm, page);
  }

  @Directive('@operator(arg: "input.firm")')
  @Mutation(() => PlatformAgreement, {
    description: "Put an agreement before a firm. 提出平台协议",
  })
  proposePlatformAgreement(
    @Ctx() context: Context,
    @Arg("input", () => ProposePlatformAgreementInput, { description: "What, to whom. 协议" })
    input: ProposePlatformAgreementInput,
  ): Promise<PlatformAgreement> {
    return proposeAgreement(context, input);
  }

  @Directive('@operator(arg: "input.agreement")')
  @Mutation(() => PlatformAgreement, { description: "Sign it for the firm. 签署平台协议" })
  acceptPlatformAgreement(
    @Ctx() context: Context,
    @Arg("input", () => AcceptPlatformAgreementInput, { description: "Which. 协议" })
    input: AcceptPlatformAgreementInput,
  ): Promise<PlatformAgreement> {
    return acceptAgreement(context, input.agreement);
  }

  @Directive('@operator(arg: "input.agreement")')
  @Mutation(() => PlatformAgreement, {
    description: "Decline it for the firm, with a letter. 拒绝平台协议",
  })
  refusePlatformAgreement(
    @Ctx() context: Context,
    @Arg("input", () => RefusePlatformAgreementInput, {
      description: "Which, and why. 协议与拒绝函",
    })
    input: RefusePlatformAgreementInput,
  ): Promise<PlatformAgreement> {
    return refuseAgreement(context, input);
  }

  @Directive('@operator(arg: "firm")')
  @Subscription(() => PlatformAgreementEvent, {
    description: "What becomes of a firm's agreements about the platform. 平台协议动态",
    subscribe: ({ args, context }) => {
      const { firm, after } = args as { firm: string; after?: string };
      const firmId = requireId(firm, "firm");
      const asked = context as Context;
      insist(maySeeLabour(asked.actor, firmId), "This firm's agreements are not yours to watch");
      return followTopic(
        asked,
        agreementTopic,
        PlatformAgreementEvent,
        (of) => of.firm === firmId,
        after,
      ) as never;
    },
  })
  platformAgreementChanged(
    @Root() event: PlatformAgreementEvent,
    @Arg("firm", () => ID, { description: "Of which firm. 企业" }) _firm: string,
    @Arg("after", () => String, {
      nullable: true,
      description: "Begin after this event's `cursor`. 续接位置",
    })
    _after?: string,
  ): PlatformAgreementEvent {
    return event;
  }

  @FieldResolver(() => PropertyFirm, { nullable: true, description: "Whose it is. 企业" })
  firm(@Root() { firmId }: PlatformAgreement): PropertyFirm {
    return firmOf(firmId);
  }
}

@Resolver(() => PlatformAgreementEvent)
export class PlatformAgreementEventResolver {
  @FieldResolver(() => PlatformAgreement, { nullable: true, description: "As it is now. 协议" })
  agreement(@Root() { payload }: PlatformAgreementEvent, @Ctx() context: Context) {
    return agreementReference.loadOne(payload.agreement, context);
  }
}
