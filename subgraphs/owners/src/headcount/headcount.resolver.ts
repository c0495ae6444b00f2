import { After, type Context, Live } from "@hutong/kit";
import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";

import { Community, communityOf } from "../community.extension.js";
import { requireMayReadContracts } from "../contract/contract.policy.js";
import { HeadcountEvent, headcountTopic } from "./headcount.events.js";
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

  @Live(() => HeadcountEvent, {
    topic: headcountTopic,
    description: "That the committee of a community counted who is on site. 现场清点动态",
    admit: ({ actor }) => requireMayReadContracts(actor),
    concerns: ({ payload }, _context, { community }: { community: string }) =>
      payload.community === community,
  })
  headcountChanged(
    @Root() event: HeadcountEvent,
    @Arg("community", () => ID, { description: "Where: `cty_…`. 小区" }) _community: string,
    @After() _after?: string,
  ): HeadcountEvent {
    return event;
  }
}

@Resolver(() => HeadcountEvent)
export class HeadcountEventResolver {
  @FieldResolver(() => Community, {
    nullable: true,
    description: "Where; its `headcount` has what was seen. 小区",
  })
  community(@Root() { payload }: HeadcountEvent): Community {
    return communityOf(payload.community);
  }
}
