import { type Context, maskPhone, notFound, requireId } from "@hutong/kit";
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";

import { PropertyFirm } from "../firm/firm.entity.js";
import { firmReference } from "../firm/firm.reference.js";
import { Expert } from "./expert.entity.js";
import { maySeePhone } from "./expert.policy.js";
import { expertReference, isPhoneReleased } from "./expert.reference.js";

@Resolver(() => Expert)
export class ExpertResolver {
  @Query(() => Expert, { nullable: true, description: "One expert. 查看专家" })
  async expert(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`exp_…`" }) id: string,
  ): Promise<Expert> {
    const expert = await expertReference.loadOne(requireId(id, "exp"), context);
    if (!expert) throw notFound(`expert ${id}`);
    return expert;
  }

  @FieldResolver(() => PropertyFirm, { description: "Whose staff they are. 所属企业" })
  firm(@Root() expert: Expert, @Ctx() context: Context): Promise<PropertyFirm | null> {
    return firmReference.loadOne(expert.firm.id, context);
  }

  @FieldResolver(() => String, { description: "Phone, masked until their offer is accepted. 电话" })
  async phone(@Root() expert: Expert, @Ctx() context: Context): Promise<string> {
    const clear = maySeePhone(context.actor, expert) || (await isPhoneReleased(expert.id, context));
    return clear ? expert.phone : maskPhone(expert.phone);
  }
}
