import { After, type Context, Live } from "@hutong/kit";
import {
  Arg,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from "type-graphql";

import { Community, communityOf } from "../community.extension.js";
import { Complaint } from "../complaint.extension.js";
import { firmOf, PropertyFirm } from "../firm.extension.js";
import { ContractClause, ServiceContract } from "./contract.entity.js";
import { ContractEvent, ContractEventKind, contractTopic } from "./contract.events.js";
import { DeclineContractInput, ProposeContractInput, SignContractInput } from "./contract.input.js";
import { mayReadUnsigned, requireMayReadContracts } from "./contract.policy.js";
import {
  contractInForce,
  contractReference,
  contractsOfCommunity,
  readContract,
} from "./contract.reference.js";
import { declineContract, proposeContract, signContract } from "./contract.service.js";

const { PROPOSED, DECLINED } = ContractEventKind;

@Resolver(() => ServiceContract)
export class ContractResolver {
  @Query(() => ServiceContract, {
    nullable: true,
    description: "One contract, in force or not. 查看合同",
  })
  serviceContract(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`sct_…`" }) id: string,
  ): Promise<ServiceContract> {
    return readContract(context, id);
  }

  @Mutation(() => ServiceContract, {
    description: "Propose a contract to a firm, for the owners' committee. 提出物业服务合同",
  })
  proposeContract(
    @Ctx() context: Context,
    @Arg("input", () => ProposeContractInput, { description: "Its terms. 草案" })
    input: ProposeContractInput,
  ): Promise<ServiceContract> {
    return proposeContract(context, input);
  }

  @Mutation(() => ServiceContract, {
    description:
      "Sign it, for the firm; from its first day on it is in force in the place of the one before. 签订物业服务合同",
  })
  signContract(
    @Ctx() context: Context,
    @Arg("input", () => SignContractInput, { description: "Which. 合同" })
    { contract }: SignContractInput,
  ): Promise<ServiceContract> {
    return signContract(context, contract);
  }

  @Mutation(() => ServiceContract, {
    description: "Do not sign it, for the firm, and say why. 不签物业服务合同",
  })
  declineContract(
    @Ctx() context: Context,
    @Arg("input", () => DeclineContractInput, { description: "Which, and why. 合同与理由" })
    input: DeclineContractInput,
  ): Promise<ServiceContract> {
    return declineContract(context, input);
  }

  @Live(() => ContractEvent, {
    topic: contractTopic,
    description:
      "What happens to contracts; to those that nobody has signed, for the two sides. 合同动态",
    admit: ({ actor }) => requireMayReadContracts(actor),
    concerns: (
      { kind, payload: { community: communityId, firm: firmId } },
      { actor },
      { kinds }: { kinds?: ContractEventKind[] },
    ) =>
      (!kinds || kinds.includes(kind)) &&
      ((kind !== PROPOSED && kind !== DECLINED) || mayReadUnsigned(actor, { communityId, firmId })),
  })
  contractChanged(
    @Root() event: ContractEvent,
    @Arg("kinds", () => [ContractEventKind], {
      nullable: true,
      description: "Only these. 类别",
    })
    _kinds?: ContractEventKind[],
    @After() _after?: string,
  ): ContractEvent {
    return event;
  }

  @FieldResolver(() => Community, { nullable: true, description: "Where it holds. 小区" })
  community(@Root() { communityId }: ServiceContract): Community {
    return communityOf(communityId);
  }

  @FieldResolver(() => PropertyFirm, { nullable: true, description: "The firm it binds. 物业企业" })
  firm(@Root() { firmId }: ServiceContract): PropertyFirm {
    return firmOf(firmId);
  }
}

@Resolver(() => Community)
export class CommunityContractResolver {
  @FieldResolver(() => ServiceContract, {
    nullable: true,
    description: "The contract in force, if there is one. 现行物业服务合同",
  })
  serviceContract(
    @Root() { id }: Community,
    @Ctx() context: Context,
  ): Promise<ServiceContract | null> {
    return contractInForce(id, context);
  }

  @FieldResolver(() => [ServiceContract], {
    nullable: true,
    description: "All its contracts that the actor may read, the latest first. 历次物业服务合同",
  })
  serviceContracts(@Root() { id }: Community, @Ctx() context: Context): Promise<ServiceContract[]> {
    return contractsOfCommunity(id, context);
  }
}

@Resolver(() => ContractEvent)
export class ContractEventResolver {
  @FieldResolver(() => ServiceContract, {
    nullable: true,
    description: "The contract as it is now. 合同",
  })
  contract(@Root() { payload }: ContractEvent, @Ctx() context: Context) {
    return contractReference.loadOne(payload.contract, context);
  }
}

@Resolver(() => Complaint)
export class ComplaintContractResolver {
  @Directive('@requires(fields: "community { id }")')
  @FieldResolver(() => ServiceContract, {
    nullable: true,
    description: "The contract the case falls under. 适用合同",
  })
  contract(
    @Root() { community }: Complaint,
    @Ctx() context: Context,
  ): Promise<ServiceContract | null> {
    return contractInForce(community.id, context);
  }

  @Directive('@requires(fields: "community { id } category")')
  @FieldResolver(() => [ContractClause], {
    nullable: true,
    description: "The clauses in force that speak of its category. 适用条款",
  })
  async contractClauses(
    @Root() complaint: Complaint,
    @Ctx() context: Context,
  ): Promise<ContractClause[]> {
    const contract = await contractInForce(complaint.community.id, context);
    return contract?.clausesOn(complaint.category) ?? [];
  }
}
