import { type Context, notFound, requireId } from "@hutong/kit";
import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";

import { Community } from "../community.extension.js";
import { Crew } from "../crew/crew.entity.js";
import { crewsOfContractor } from "../crew/crew.reference.js";
import { Contractor } from "./contractor.entity.js";
import { contractorOfCommunity, contractorReference } from "./contractor.reference.js";

@Resolver(() => Contractor)
export class ContractorResolver {
  @Directive('@operator(arg: "id")')
  @Query(() => Contractor, { nullable: true, description: "One cleaning contractor. 外包保洁单位" })
  async contractor(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`ctr_…`" }) id: string,
  ): Promise<Contractor> {
    const contractor = await contractorReference.loadOne(requireId(id, "ctr"), context);
    if (!contractor) throw notFound(`contractor ${id}`);
    return contractor;
  }

  @FieldResolver(() => [Crew], { description: "Its crews, by name. 班组" })
  crews(@Root() { id }: Contractor, @Ctx() context: Context): Promise<Crew[]> {
    return crewsOfContractor(id, context);
  }
}

@Resolver(() => Community)
export class CommunityContractorResolver {
  // Only the contractors themselves know where they clean.
  @Directive("@gather(orderBy: [])")
  @FieldResolver(() => Contractor, {
    nullable: true,
    description: "Who cleans here, if a contractor does. 保洁单位",
  })
  contractor(@Root() { id }: Community, @Ctx() context: Context): Promise<Contractor | null> {
    return contractorOfCommunity(id, context);
  }
}
