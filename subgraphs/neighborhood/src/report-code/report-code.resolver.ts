import type { Context } from "@hutong/kit";
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";

import { Community } from "../community/community.entity.js";
import { renewReportCode, reportCodeOf } from "./report-code.service.js";

@Resolver(() => Community)
export class ReportCodeResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Path at the hub of the poster to print, with the community's QR code; for its grid workers. 一区一码海报地址",
  })
  async poster(@Root() community: Community, @Ctx() context: Context): Promise<string | null> {
    const code = await reportCodeOf(context, community);
    return code && `/public/neighborhood/poster/${code}`;
  }

  @Mutation(() => Community, {
    description:
      "Give it another code, by the leader of its grid; old posters lead nowhere. 更换小区码",
  })
  renewReportCode(
    @Ctx() context: Context,
    @Arg("community", () => ID, { description: "`cty_…`. 小区" }) community: string,
  ): Promise<Community> {
    return renewReportCode(context, community);
  }
}
