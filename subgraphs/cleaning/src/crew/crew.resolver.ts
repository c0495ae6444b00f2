import { type Context, maskPhone } from "@hutong/kit";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";

import { Cleaner } from "./cleaner.entity.js";
import { Crew } from "./crew.entity.js";
import { mayReadCleaners, maySeeCleanerPhone } from "./crew.policy.js";
import { cleanerReference, cleanersOfCrew, communitiesOfCrew } from "./crew.reference.js";

@Resolver(() => Crew)
export class CrewResolver {
  @FieldResolver(() => Cleaner, {
    nullable: true,
    description: "Who leads it and enters check-ins for those who cannot. 班长",
  })
  async leader(@Root() { leaderId }: Crew, @Ctx() context: Context): Promise<Cleaner | null> {
    return mayReadCleaners(context.actor) ? cleanerReference.loadOne(leaderId, context) : null;
  }

  @FieldResolver(() => [Cleaner], {
    description: "Who is registered in it, the leader included, by name. 组员",
  })
  async cleaners(@Root() { id }: Crew, @Ctx() context: Context): Promise<Cleaner[]> {
    return mayReadCleaners(context.actor) ? cleanersOfCrew(id, context) : [];
  }
}

@Resolver(() => Cleaner)
export class CleanerResolver {
  @FieldResolver(() => String, { description: "Phone, or `138****1234`. 电话" })
  async phone(@Root() cleaner: Cleaner, @Ctx() context: Context): Promise<string> {
    const communityIds = await communitiesOfCrew(cleaner.crew.id, context);
    const clear = maySeeCleanerPhone(context.actor, {
      contractorId: cleaner.contractorId,
      communityIds,
    });
    return clear ? cleaner.phone : maskPhone(cleaner.phone);
  }
}
