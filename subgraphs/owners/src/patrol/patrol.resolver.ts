import { After, type Connection, connectionOf, type Context, Live, PageArgs } from "@hutong/kit";
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";

import { Community, communityOf } from "../community.extension.js";
import { Patrol } from "./patrol.entity.js";
import { PatrolEvent, patrolTopic } from "./patrol.events.js";
import { mayReadPatrol } from "./patrol.policy.js";
import { PatrolStepInput, PlanPatrolInput } from "./patrol.input.js";
import { patrolReference } from "./patrol.reference.js";
import { patrolsOf, planPatrol, takePatrolStep } from "./patrol.service.js";
import { PatrolStep } from "./patrol.state.js";

const PatrolConnection = connectionOf(Patrol);
const which = { description: "Which patrol, and what there is to say. 巡查与说明" };

@Resolver(() => Patrol)
export class PatrolResolver {
  @Mutation(() => Patrol, { description: "Plan a patrol, for the committee. 安排巡查" })
  planPatrol(
    @Ctx() context: Context,
    @Arg("input", () => PlanPatrolInput, { description: "Who, where and when. 安排" })
    input: PlanPatrolInput,
  ): Promise<Patrol> {
    return planPatrol(context, input);
  }

  @Mutation(() => Patrol, { description: "Begin to walk it. 开始巡查" })
  startPatrol(
    @Ctx() context: Context,
    @Arg("input", () => PatrolStepInput, which) input: PatrolStepInput,
  ): Promise<Patrol> {
    return takePatrolStep(context, input, PatrolStep.START);
  }

  @Mutation(() => Patrol, {
    description:
      "End it. What was found is reported as a complaint of its own (`reportComplaint`, channel PATROL). 结束巡查",
  })
  finishPatrol(
    @Ctx() context: Context,
    @Arg("input", () => PatrolStepInput, which) input: PatrolStepInput,
  ): Promise<Patrol> {
    return takePatrolStep(context, input, PatrolStep.FINISH);
  }

  @Mutation(() => Patrol, { description: "Call it off. 取消巡查" })
  cancelPatrol(
    @Ctx() context: Context,
    @Arg("input", () => PatrolStepInput, which) input: PatrolStepInput,
  ): Promise<Patrol> {
    return takePatrolStep(context, input, PatrolStep.CANCEL);
  }

  @Live(() => PatrolEvent, {
    topic: patrolTopic,
    description: "What happens to the patrols that the actor may see. 巡查动态",
    concerns: ({ payload: { community: communityId, person: personId } }, { actor }) =>
      mayReadPatrol(actor, { communityId, personId }),
  })
  patrolChanged(@Root() event: PatrolEvent, @After() _after?: string): PatrolEvent {
    return event;
  }

  @FieldResolver(() => Community, { nullable: true, description: "Where. 小区" })
  community(@Root() { communityId }: Patrol): Community {
    return communityOf(communityId);
  }
}

@Resolver(() => PatrolEvent)
export class PatrolEventResolver {
  @FieldResolver(() => Patrol, { nullable: true, description: "The patrol as it is now. 巡查" })
  patrol(@Root() { payload }: PatrolEvent, @Ctx() context: Context): Promise<Patrol | null> {
    return patrolReference.loadOne(payload.patrol, context);
  }
}

@Resolver(() => Community)
export class CommunityPatrolsResolver {
  @FieldResolver(() => PatrolConnection, {
    nullable: true,
    description: "Its patrols, newest first; null for who may not see them. 志愿巡查",
  })
  patrols(
    @Root() { id }: Community,
    @Ctx() context: Context,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<Patrol> | null> {
    return patrolsOf(id, context, page);
  }
}
