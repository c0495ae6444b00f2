import {
  After,
  type Connection,
  connectionOf,
  type Context,
  Document,
  documentsOf,
  Live,
  PageArgs,
  Photo,
  photosOf,
} from "@hutong/kit";
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";

import { Community, communityOf } from "../community.extension.js";
import { ServiceContract } from "../contract/contract.entity.js";
import { contractReference } from "../contract/contract.reference.js";
import { firmOf, PropertyFirm } from "../firm.extension.js";
import { SupplementaryAgreement } from "./agreement.entity.js";
import { AgreementEvent, agreementTopic } from "./agreement.events.js";
import {
  AcceptAgreementInput,
  ProposeAgreementInput,
  RefuseAgreementInput,
} from "./agreement.input.js";
import { mayAnswer, mayReadAgreement } from "./agreement.policy.js";
import { agreementReference, readAgreement } from "./agreement.reference.js";
import {
  acceptAgreement,
  agreementsOf,
  proposeAgreement,
  refuseAgreement,
} from "./agreement.service.js";

const AgreementConnection = connectionOf(SupplementaryAgreement);

@Resolver(() => SupplementaryAgreement)
export class AgreementResolver {
  @Query(() => SupplementaryAgreement, {
    nullable: true,
    description: "One supplementary agreement. 查看补充协议",
  })
  supplementaryAgreement(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`agr_…`" }) id: string,
  ): Promise<SupplementaryAgreement> {
    return readAgreement(context, id);
  }

  @Mutation(() => SupplementaryAgreement, {
    description: "Propose an agreement to the other side of a contract. 提出补充协议",
  })
  proposeAgreement(
    @Ctx() context: Context,
    @Arg("input", () => ProposeAgreementInput, { description: "Its terms. 草案" })
    input: ProposeAgreementInput,
  ): Promise<SupplementaryAgreement> {
    return proposeAgreement(context, input);
  }

  @Mutation(() => SupplementaryAgreement, {
    description: "Sign what the other side proposed. 签订补充协议",
  })
  acceptAgreement(
    @Ctx() context: Context,
    @Arg("input", () => AcceptAgreementInput, { description: "Which. 协议" })
    { agreement }: AcceptAgreementInput,
  ): Promise<SupplementaryAgreement> {
    return acceptAgreement(context, agreement);
  }

  @Mutation(() => SupplementaryAgreement, {
    description: "Decline it; the letter says why. 拒绝补充协议(附函)",
  })
  refuseAgreement(
    @Ctx() context: Context,
    @Arg("input", () => RefuseAgreementInput, { description: "Which, and the letter. 协议与函" })
    input: RefuseAgreementInput,
  ): Promise<SupplementaryAgreement> {
    return refuseAgreement(context, input);
  }

  @Live(() => AgreementEvent, {
    topic: agreementTopic,
    description: "What happens to the agreements that the actor may read. 补充协议动态",
    concerns: ({ payload: { community: communityId, firm: firmId } }, { actor }) =>
      mayReadAgreement(actor, { communityId, firmId }),
  })
  agreementChanged(@Root() event: AgreementEvent, @After() _after?: string): AgreementEvent {
    return event;
  }

  @FieldResolver(() => Boolean, {
    description: "Whether the actor may sign or refuse it now. 可否答复",
  })
  canAnswer(@Root() agreement: SupplementaryAgreement, @Ctx() { actor }: Context): boolean {
    return agreement.state === "PROPOSED" && mayAnswer(actor, agreement);
  }

  @FieldResolver(() => [Photo], {
    nullable: true,
    description: "Pictures of the letter of a refusal. 拒绝函照片",
  })
  letterPhotos(@Root() { id }: SupplementaryAgreement, @Ctx() context: Context): Promise<Photo[]> {
    return photosOf(id, context);
  }

  @FieldResolver(() => [Document], {
    nullable: true,
    description: "The letter of a refusal as PDF. 拒绝函文件",
  })
  letterDocuments(
    @Root() { id }: SupplementaryAgreement,
    @Ctx() context: Context,
  ): Promise<Document[]> {
    return documentsOf(id, context);
  }

  @FieldResolver(() => ServiceContract, {
    nullable: true,
    description: "The contract it supplements. 主合同",
  })
  contract(@Root() { contractId }: SupplementaryAgreement, @Ctx() context: Context) {
    return contractReference.loadOne(contractId, context);
  }

  @FieldResolver(() => Community, { nullable: true, description: "Where it holds. 小区" })
  community(@Root() { communityId }: SupplementaryAgreement): Community {
    return communityOf(communityId);
  }

  @FieldResolver(() => PropertyFirm, { nullable: true, description: "The firm. 物业企业" })
  firm(@Root() { firmId }: SupplementaryAgreement): PropertyFirm {
    return firmOf(firmId);
  }
}

@Resolver(() => AgreementEvent)
export class AgreementEventResolver {
  @FieldResolver(() => SupplementaryAgreement, {
    nullable: true,
    description: "The agreement as it is now. 协议",
  })
  agreement(@Root() { payload }: AgreementEvent, @Ctx() context: Context) {
    return agreementReference.loadOne(payload.agreement, context);
  }
}

@Resolver(() => Community)
export class CommunityAgreementsResolver {
  @FieldResolver(() => AgreementConnection, {
    nullable: true,
    description: "Its supplementary agreements, newest first. 补充协议",
  })
  supplementaryAgreements(
    @Root() { id }: Community,
    @Ctx() context: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<SupplementaryAgreement>> {
    return agreementsOf(id, context, page);
  }
}
