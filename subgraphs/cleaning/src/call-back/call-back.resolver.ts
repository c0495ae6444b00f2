import type { Context } from "@hutong/kit";
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

import { Cleaner } from "../crew/cleaner.entity.js";
import { cleanerReference } from "../crew/crew.reference.js";
import { CallBack } from "./call-back.entity.js";
import { callBacksOf, markCalled } from "./call-back.service.js";

@Resolver(() => CallBack)
export class CallBackResolver {
  @Directive('@gather(orderBy: ["askedAt:asc", "id:asc"])')
  @Query(() => [CallBack], {
    nullable: true,
    description: "Whom the crew leader is to call, the longest waiting first. 待回电名单",
  })
  callBacks(@Ctx() context: Context): Promise<CallBack[]> {
    return callBacksOf(context);
  }

  @Directive('@operator(arg: "id")')
  @Mutation(() => CallBack, { description: "Note that a cleaner was called. 已回电" })
  markCalled(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`cbk_…`" }) id: string,
  ): Promise<CallBack> {
    return markCalled(context, id);
  }

  @FieldResolver(() => Cleaner, { nullable: true, description: "Whom. 保洁员" })
  cleaner(@Root() { cleaner }: CallBack, @Ctx() context: Context): Promise<Cleaner | null> {
    return cleanerReference.loadOne(cleaner.id, context);
  }
}
