import type { Context } from "@hutong/kit";
import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from "type-graphql";

import { Community, communityOf } from "../community.extension.js";
import { RecordHeadcountInput } from "./headcount.input.js";
import { headcountOf, recordHeadcount } from "./headcount.service.js";
import { PostHeadcount } from "./post-headcount.type.js";

@Resolver(() => Community)
export class HeadcountResolver {
  @Directive(
    '@requires(fields: "projects { staffing { post registered present } } cleaningStaffing { registered present }")',
  )
  @FieldResolver(() => [PostHeadcount], {
    nullable: true,
    description: "Contracted, registered and present headcount side by side. 人员配置对照",
  })
  headcount(@Root() community: Community, @Ctx() context: Context): Promise<PostHeadcount[]> {
    return headcountOf(community, context);
  }

  @Mutation(() => Community, {
    nullable: true,
    description: "Record how many people were seen on site, for the committee. 登记现场清点",
  })
  async recordHeadcount(
    @Ctx() context: Context,
    @Arg("input", () => RecordHeadcountInput, { description: "By post. 清点结果" })
    input: RecordHeadcountInput,
  ): Promise<Community> {
    return communityOf(await recordHeadcount(context, input));
  }
}
