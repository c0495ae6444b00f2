import { After, type Context, Live, maskPhone, requireId } from "@hutong/kit";
import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";

import { mayOversee } from "../contractor/contractor.policy.js";
import { insist } from "../task/task.policy.js";
import { Cleaner, RetirementReason } from "./cleaner.entity.js";
import { CleanerEvent, cleanerTopic } from "./cleaner.events.js";
import {
  AppointCrewLeaderInput,
  MoveCleanerInput,
  RegisterCleanerInput,
  RetireCleanerInput,
} from "./cleaner.input.js";
import { Crew } from "./crew.entity.js";
import {
  mayKeepRegister,
  mayReadCleaners,
  maySeeCleanerPhone,
  maySeeRetirement,
} from "./crew.policy.js";
import { cleanerReference, cleanersOfCrew, communitiesOfCrew, crewOf } from "./crew.reference.js";
import {
  appointCrewLeader,
  moveCleaner,
  registerCleaner,
  retireCleaner,
} from "./register.service.js";

@Resolver(() => Crew)
export class CrewResolver {
  @Directive('@operator(arg: "input.crew")')
  @Mutation(() => Crew, {
    description: "Give a crew of the contractor another leader, out of its cleaners. 任命班长",
  })
  appointCrewLeader(
    @Ctx() context: Context,
    @Arg("input", () => AppointCrewLeaderInput, { description: "Which, and whom. 班长" })
    input: AppointCrewLeaderInput,
  ): Promise<Crew> {
    return appointCrewLeader(context, input);
  }

  @FieldResolver(() => Cleaner, {
    nullable: true,
    description: "Who leads it and enters check-ins for those who cannot. 班长",
  })
  async leader(@Root() { leaderId }: Crew, @Ctx() context: Context): Promise<Cleaner | null> {
    return mayReadCleaners(context.actor) ? cleanerReference.loadOne(leaderId, context) : null;
  }

  @FieldResolver(() => Boolean, {
    description: "Whether the actor registers, moves and retires its people. 可否管理名册",
  })
  canKeep(@Root() crew: Crew, @Ctx() { actor }: Context): boolean {
    return mayKeepRegister(actor, crew);
  }

  @FieldResolver(() => [Cleaner], {
    description: "Who works in it, the leader included, by name. 组员",
  })
  async cleaners(
    @Root() { id }: Crew,
    @Ctx() context: Context,
    @Arg("retired", () => Boolean, {
      nullable: true,
      description: "Also those who have left. 含离职人员",
    })
    retired?: boolean | null,
  ): Promise<Cleaner[]> {
    if (!mayReadCleaners(context.actor)) return [];
    const cleaners = await cleanersOfCrew(id, context);
    return retired ? cleaners : cleaners.filter(({ retiredOn }) => retiredOn == null);
  }
}

@Resolver(() => Cleaner)
export class CleanerResolver {
  @Directive('@operator(arg: "input.crew")')
  @Mutation(() => Cleaner, {
    description: "Register a cleaner of one's crew under the real name. 保洁员实名登记",
  })
  registerCleaner(
    @Ctx() context: Context,
    @Arg("input", () => RegisterCleanerInput, { description: "Who. 保洁员" })
    input: RegisterCleanerInput,
  ): Promise<Cleaner> {
    return registerCleaner(context, input);
  }

  @Directive('@operator(arg: "input.cleaner")')
  @Mutation(() => Cleaner, {
    description: "Put a cleaner of one's crew into another one of the contractor. 调班组",
  })
  moveCleaner(
    @Ctx() context: Context,
    @Arg("input", () => MoveCleanerInput, { description: "Who, and where to. 调动" })
    input: MoveCleanerInput,
  ): Promise<Cleaner> {
    return moveCleaner(context, input);
  }

  @Directive('@operator(arg: "input.cleaner")')
  @Mutation(() => Cleaner, {
    description:
      "Write down that a cleaner of one's crew left; open tasks are free again. 离职登记",
  })
  retireCleaner(
    @Ctx() context: Context,
    @Arg("input", () => RetireCleanerInput, { description: "Who, when and why. 离职" })
    input: RetireCleanerInput,
  ): Promise<Cleaner> {
    return retireCleaner(context, input);
  }

  @Directive('@operator(arg: "contractor")')
  @Live(() => CleanerEvent, {
    topic: cleanerTopic,
    description:
      "What happens in a contractor's register, for its crew leaders and the consortium. 保洁员动态",
    admit: ({ actor }, { contractor }: { contractor: string }) =>
      insist(
        mayOversee(actor, requireId(contractor, "ctr")),
        "This contractor's register is not yours to watch",
      ),
    concerns: ({ payload }, _context, { contractor }) => payload.contractor === contractor,
  })
  cleanerChanged(
    @Root() event: CleanerEvent,
    @Arg("contractor", () => ID, { description: "Whose: `ctr_…`. 单位" }) _contractor: string,
    @After() _after?: string,
  ): CleanerEvent {
    return event;
  }

  @FieldResolver(() => Crew, { nullable: true, description: "In which crew they work. 班组" })
  crew(@Root() { crew }: Cleaner, @Ctx() context: Context): Promise<Crew | null> {
    return crewOf(crew.id, context);
  }

  @FieldResolver(() => RetirementReason, {
    nullable: true,
    description: "Why they left, for the contractor and themselves. 离职原因",
  })
  retirement(@Root() cleaner: Cleaner, @Ctx() { actor }: Context): RetirementReason | null {
    return maySeeRetirement(actor, cleaner) ? (cleaner.retirement ?? null) : null;
  }

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

@Resolver(() => CleanerEvent)
export class CleanerEventResolver {
  @FieldResolver(() => Cleaner, { nullable: true, description: "Who. 保洁员" })
  cleaner(@Root() { payload }: CleanerEvent, @Ctx() context: Context): Promise<Cleaner | null> {
    return cleanerReference.loadOne(payload.cleaner, context);
  }
}
