import { type Connection, connectionOf, type Context, PageArgs } from "@hutong/kit";
import {
  Arg,
  Args,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from "type-graphql";

import { agreementOf, SupplementaryAgreement } from "../agreement.extension.js";
import { DailyTask } from "../daily-task/daily-task.entity.js";
import { GrabTaskInput } from "../daily-task/daily-task.input.js";
import { dailyTaskReference } from "../daily-task/daily-task.reference.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { staffReference } from "../staff/staff.reference.js";
import { GrabRules } from "./grab-rules.entity.js";
import { Grab } from "./grab.entity.js";
import { SetGrabRulesInput } from "./grab.input.js";
import { grabsOfTask } from "./grab.reference.js";
import { grabTask, listGrabs, setGrabRules } from "./grab.service.js";

const GrabConnection = connectionOf(Grab);

@Resolver(() => Grab)
export class GrabResolver {
  @Directive('@operator(arg: "firm")')
  @Directive('@gather(orderBy: ["at:desc", "id:desc"])')
  @Query(() => GrabConnection, {
    nullable: true,
    description: "Who grabbed what, latest first. 抢单记录",
  })
  grabs(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("firm", () => ID, { nullable: true, description: "Only of this firm. 企业" })
    firm?: string,
  ): Promise<Connection<Grab>> {
    return listGrabs(context, firm, page);
  }

  @Directive('@operator(arg: "input.task")')
  @Mutation(() => Grab, { description: "Take an open task; the first wins. 抢单" })
  grabTask(
    @Ctx() context: Context,
    @Arg("input", () => GrabTaskInput, { description: "Which. 任务" }) input: GrabTaskInput,
  ): Promise<Grab> {
    return grabTask(context, input.task);
  }

  @Directive('@operator(arg: "input.firm")')
  @Mutation(() => GrabRules, { description: "Set the firm's rules for grabbing. 设置抢单规则" })
  setGrabRules(
    @Ctx() context: Context,
    @Arg("input", () => SetGrabRulesInput, { description: "The rules. 规则" })
    input: SetGrabRulesInput,
  ): Promise<GrabRules> {
    return setGrabRules(context, input);
  }

  @FieldResolver(() => DailyTask, { nullable: true, description: "What was grabbed. 任务" })
  task(@Root() { task }: Grab, @Ctx() context: Context) {
    return dailyTaskReference.loadOne(task.id, context);
  }

  @FieldResolver(() => FirmStaff, { nullable: true, description: "By whom. 抢单人" })
  grabber(@Root() { grabber }: Grab, @Ctx() context: Context) {
    return staffReference.loadOne(grabber.id, context);
  }

  @FieldResolver(() => FirmStaff, { nullable: true, description: "Whose task it was. 责任人" })
  responsible(@Root() { responsible }: Grab, @Ctx() context: Context) {
    return staffReference.loadOne(responsible.id, context);
  }

  @FieldResolver(() => SupplementaryAgreement, {
    nullable: true,
    description: "The agreement the amounts come from. 依据协议",
  })
  agreement(@Root() { agreementId }: Grab): SupplementaryAgreement | null {
    return agreementOf(agreementId);
  }
}

@Resolver(() => DailyTask)
export class TaskGrabsResolver {
  @FieldResolver(() => [Grab], { description: "Who grabbed it, first to last. 抢单记录" })
  grabs(@Root() { id }: DailyTask, @Ctx() context: Context): Promise<Grab[]> {
    return grabsOfTask(id, context);
  }
}
