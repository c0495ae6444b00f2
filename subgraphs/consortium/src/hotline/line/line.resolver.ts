import type { Context } from "@hutong/kit";
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";

import { Community, communityOf } from "../../community.extension.js";
import { HotlineTicket } from "../ticket.entity.js";
import { logTicketLine, readLine } from "./line.service.js";
import { HotlineLine, LogTicketLineInput, ReadLineArgs } from "./line.type.js";

@Resolver(() => HotlineLine)
export class HotlineLineResolver {
  @Query(() => HotlineLine, {
    nullable: true,
    description: "How a line is read, while the desk types it: `hql 3-2-501 漏水`. 速记解析",
  })
  hotlineLine(@Ctx() context: Context, @Args() { line }: ReadLineArgs): Promise<HotlineLine> {
    return readLine(context, line);
  }

  @Mutation(() => HotlineTicket, {
    description:
      "Take a call down in one line; the error names the part that cannot be read. 速记登记来电",
  })
  logTicketLine(
    @Ctx() context: Context,
    @Arg("input", () => LogTicketLineInput, { description: "The call. 来电" })
    input: LogTicketLineInput,
  ): Promise<HotlineTicket> {
    return logTicketLine(context, input);
  }

  @FieldResolver(() => Community, {
    nullable: true,
    description: "The community that the initials name. 小区",
  })
  community(@Root() { communityId }: HotlineLine): Community | null {
    return communityId ? communityOf(communityId) : null;
  }
}
