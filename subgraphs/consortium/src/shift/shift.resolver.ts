import { After, type Connection, connectionOf, type Context, Live, PageArgs } from "@hutong/kit";
import { MaxLength } from "class-validator";
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  Query,
  Resolver,
  Root,
} from "type-graphql";

import { HotlineTicket } from "../hotline/ticket.entity.js";
import { ShiftHandover } from "./shift-handover.entity.js";
import { ShiftEvent, shiftTopic } from "./shift.events.js";
import {
  handOverShift,
  listHandovers,
  requireShiftReader,
  takeOverShift,
  ticketsOf,
} from "./shift.service.js";

@InputType({ description: "What the next shift must know. 交班" })
export class HandOverShiftInput {
  @Field(() => String, { nullable: true, description: "In their words. 说明" })
  @MaxLength(2000)
  note?: string | null;
}

@InputType({ description: "Which shift is taken over. 接班" })
export class TakeOverShiftInput {
  @Field(() => ID, { description: "The handover. 交接班编号" })
  handover: string;
}

const ShiftHandoverConnection = connectionOf(ShiftHandover);

@Resolver(() => ShiftHandover)
export class ShiftResolver {
  @Query(() => ShiftHandoverConnection, {
    description: "What shifts have left to one another, newest first. 交接班记录",
  })
  shiftHandovers(
    @Ctx() context: Context,
    @Args() page: PageArgs,
  ): Promise<Connection<ShiftHandover>> {
    return listHandovers(context, page);
  }

  @Mutation(() => ShiftHandover, { description: "Leave what is open to the next shift. 交班" })
  handOverShift(
    @Ctx() context: Context,
    @Arg("input", () => HandOverShiftInput, { description: "What to know. 说明" })
    input: HandOverShiftInput,
  ): Promise<ShiftHandover> {
    return handOverShift(context, input.note);
  }

  @Mutation(() => ShiftHandover, { description: "Take over from the shift before. 接班" })
  takeOverShift(
    @Ctx() context: Context,
    @Arg("input", () => TakeOverShiftInput, { description: "Which one. 交接班" })
    input: TakeOverShiftInput,
  ): Promise<ShiftHandover> {
    return takeOverShift(context, input.handover);
  }

  @Live(() => ShiftEvent, {
    topic: shiftTopic,
    description: "What shifts leave to one another and take over, for the desk. 交接班动态",
    admit: ({ actor }) => requireShiftReader(actor),
    concerns: () => true,
  })
  shiftChanged(@Root() event: ShiftEvent, @After() _after?: string): ShiftEvent {
    return event;
  }

  @FieldResolver(() => [HotlineTicket], {
    description: "What was open then, as it is now, the nearest deadline first. 待办工单",
  })
  tickets(@Root() handover: ShiftHandover, @Ctx() context: Context): Promise<HotlineTicket[]> {
    return ticketsOf(context, handover);
  }
}

@Resolver(() => ShiftEvent)
export class ShiftEventResolver {
  @FieldResolver(() => ShiftHandover, { nullable: true, description: "The handover. 交接班" })
  handover(@Root() { payload }: ShiftEvent, @Ctx() { em }: Context): Promise<ShiftHandover | null> {
    return em.findOne(ShiftHandover, payload.handover);
  }
}
