import {
  type Connection,
  connectionOf,
  type Context,
  findPage,
  invalidInput,
  notFound,
  PageArgs,
  requireId,
} from "@hutong/kit";
import type { FilterQuery } from "@mikro-orm/postgresql";
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";

import { Expert } from "../expert/expert.entity.js";
import { listExperts } from "../expert/expert.reference.js";
import { PropertyFirm } from "./firm.entity.js";
import { requireMayReadFirms } from "./firm.policy.js";
import { firmReference } from "./firm.reference.js";

const FirmConnection = connectionOf(PropertyFirm);
const FirmExperts = connectionOf(Expert);

@Resolver(() => PropertyFirm)
export class FirmResolver {
  @Query(() => PropertyFirm, { nullable: true, description: "One member firm. 查看企业" })
  async propertyFirm(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`firm_…`" }) id: string,
  ): Promise<PropertyFirm> {
    const firm = await firmReference.loadOne(requireId(id, "firm"), context);
    if (!firm) throw notFound(`property firm ${id}`);
    return firm;
  }

  @Query(() => FirmConnection, { description: "The member firms, by operator. 成员企业列表" })
  propertyFirms(
    @Ctx() { em, actor }: Context,
    @Args() page: PageArgs,
    @Arg("search", () => String, {
      nullable: true,
      description: "Words in a name, or the operator. 关键字",
    })
    search?: string | null,
  ): Promise<Connection<PropertyFirm>> {
    requireMayReadFirms(actor);
    return findPage(em, PropertyFirm, matching(search), { by: "operator", direction: "asc" }, page);
  }

  @FieldResolver(() => FirmExperts, {
    description: "Its people whom others may ask for help. 专家",
  })
  experts(
    @Root() { id }: PropertyFirm,
    @Ctx() context: Context,
    @Args() page: PageArgs,
  ): Promise<Connection<Expert>> {
    return listExperts(context, id, page);
  }
}

function matching(search: string | null | undefined): FilterQuery<PropertyFirm> {
  const words = search?.trim();
  if (!words) return {};
  if (words.length > 60) throw invalidInput({ search: "must be at most 60 characters" });
  const like = { $ilike: `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` };
  return { $or: [{ name: like }, { shortName: like }, { nameEn: like }, { operator: words }] };
}
