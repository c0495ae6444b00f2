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

import { Cleaner } from "../crew/cleaner.entity.js";
import { cleanerReference } from "../crew/crew.reference.js";
import { insist } from "../task/task.policy.js";
import { CallBack } from "./call-back.entity.js";
import { CallBackEvent, callBackTopic } from "./call-back.events.js";
import { callBacksOf, crewsLedBy, markCalled } from "./call-back.service.js";

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

  @Directive("@gather(orderBy: [])")
  @Live(() => CallBackEvent, {
    topic: callBackTopic,
    description: "Who is to be called, or was, of the crews that the actor leads. 回电动态",
    admit: ({ actor }) =>
      insist(
        actor.may("case:read") && actor.is("CREW_LEADER"),
        "Only the crew's leader calls back",
      ),
    concerns: async ({ payload }, { em, actor }) =>
      (await crewsLedBy(em, actor)).includes(payload.crew),
  })
  callBackChanged(@Root() event: CallBackEvent, @After() _after?: string): CallBackEvent {
    return event;
  }

  @FieldResolver(() => Cleaner, { nullable: true, description: "Whom. 保洁员" })
  cleaner(@Root() { cleaner }: CallBack, @Ctx() context: Context): Promise<Cleaner | null> {
    return cleanerReference.loadOne(cleaner.id, context);
  }
}

@Resolver(() => CallBackEvent)
export class CallBackEventResolver {
  @FieldResolver(() => CallBack, { nullable: true, description: "The call-back. 待回电" })
  callBack(@Root() { payload }: CallBackEvent, @Ctx() { em }: Context): Promise<CallBack | null> {
    return em.findOne(CallBack, payload.callBack);
  }
}
