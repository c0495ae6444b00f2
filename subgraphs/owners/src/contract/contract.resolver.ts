import type { Context } from "@hutong/kit";
import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";

import { Community, communityOf } from "../community.extension.js";
import { Complaint } from "../complaint.extension.js";
import { firmOf, PropertyFirm } from "../firm.extension.js";
import { ContractClause, ServiceContract } from "./contract.entity.js";
import { contractInForce, readContract } from "./contract.reference.js";

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
