import { After, type Context, forbidden, Live, maskName, requireId } from "@hutong/kit";
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";

import { Community } from "../community.extension.js";
import { Volunteer } from "./volunteer.entity.js";
import { VolunteerEvent, volunteerTopic } from "./volunteer.events.js";
import { mayReadVolunteers } from "./volunteer.policy.js";
import { joinVolunteers, leaveVolunteers, volunteersOf } from "./volunteer.service.js";

const where = { description: "Where the actor lives. 小区" };

@Resolver(() => Volunteer)
export class VolunteerResolver {
  @Mutation(() => Volunteer, { description: "Become a volunteer. 加入志愿者" })
  joinVolunteers(
    @Ctx() context: Context,
    @Arg("community", () => ID, where) community: string,
  ): Promise<Volunteer> {
    return joinVolunteers(context, community);
  }

  @Mutation(() => Volunteer, { description: "Stop being one. 退出志愿者" })
  leaveVolunteers(
    @Ctx() context: Context,
    @Arg("community", () => ID, where) community: string,
  ): Promise<Volunteer> {
    return leaveVolunteers(context, community);
  }

  @Live(() => VolunteerEvent, {
    topic: volunteerTopic,
    description: "Who joins and leaves the volunteers, for the committee and the grid. 志愿者动态",
    admit: ({ actor }, { community }: { community: string }) => {
      if (!mayReadVolunteers(actor, requireId(community, "cty")))
        throw forbidden("The register of volunteers is not yours to watch");
    },
    concerns: ({ payload }, { actor }, { community }) =>
      payload.community === community && mayReadVolunteers(actor, community),
  })
  volunteerChanged(
    @Root() event: VolunteerEvent,
    @Arg("community", () => ID, { description: "Where: `cty_…`. 小区" }) _community: string,
    @After() _after?: string,
  ): VolunteerEvent {
    return event;
  }

  @FieldResolver(() => String, {
    description: "Name; masked for who has nothing to organise. 姓名",
  })
  name(@Root() { name, personId, communityId }: Volunteer, @Ctx() { actor }: Context): string {
    return actor.id === personId || mayReadVolunteers(actor, communityId) ? name : maskName(name);
  }
}

@Resolver(() => Community)
export class CommunityVolunteersResolver {
  @FieldResolver(() => [Volunteer], {
    nullable: true,
    description:
      "Who volunteers here, by name, for the committee and the grid; null for others. 志愿者",
  })
  volunteers(@Root() { id }: Community, @Ctx() context: Context): Promise<Volunteer[] | null> {
    return volunteersOf(id, context);
  }
}

@Resolver(() => VolunteerEvent)
export class VolunteerEventResolver {
  @FieldResolver(() => Volunteer, { nullable: true, description: "Who. 志愿者" })
  volunteer(
    @Root() { payload }: VolunteerEvent,
    @Ctx() { em }: Context,
  ): Promise<Volunteer | null> {
    return em.findOne(Volunteer, payload.volunteer);
  }
}
