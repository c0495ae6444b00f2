import {
  After,
  type Connection,
  connectionOf,
  type Context,
  Live,
  PageArgs,
  requireId,
} from "@hutong/kit";
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

import { insist, maySeeLabour, maySeePersonal } from "../firm.policy.js";
import { Grab } from "../grab/grab.entity.js";
import { grabReference } from "../grab/grab.reference.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { staffReference } from "../staff/staff.reference.js";
import { Dispute } from "./dispute.entity.js";
import { LabourEntry } from "./ledger-entry.entity.js";
import { Settlement } from "./settlement.entity.js";
import { SettlementEvent, settlementTopic } from "./settlement.events.js";
import { RaiseDisputeInput, ResolveDisputeInput } from "./settlement.input.js";
import { linesOf, SettlementLine } from "./settlement.lines.js";
import {
  disputeReference,
  labourEntryReference,
  settlementReference,
  settlementsOfFirm,
} from "./settlement.reference.js";
import { listDisputes, listEntries, raiseDispute, resolveDispute } from "./settlement.service.js";

const LabourEntryConnection = connectionOf(LabourEntry);
const DisputeConnection = connectionOf(Dispute);

@Resolver(() => Settlement)
export class SettlementResolver {
  @Directive('@operator(arg: "firm")')
  @Query(() => [Settlement], { description: "What a firm settled, last month first. 月度结算" })
  settlements(
    @Ctx() context: Context,
    @Arg("firm", () => ID, { description: "Which: `firm_…`. 企业" }) firm: string,
  ): Promise<Settlement[]> {
    const firmId = requireId(firm, "firm");
    insist(maySeeLabour(context.actor, firmId), "This firm's settlements are not yours to see");
    return settlementsOfFirm(firmId, context);
  }

  @Directive('@operator(arg: "firm")')
  @Directive('@gather(orderBy: ["at:desc", "id:desc"])')
  @Query(() => LabourEntryConnection, {
    nullable: true,
    description: "Rewards and penalties that are the actor's to see, latest first. 奖惩明细",
  })
  labourEntries(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("firm", () => ID, { nullable: true, description: "Only of this firm. 企业" })
    firm?: string,
  ): Promise<Connection<LabourEntry>> {
    return listEntries(context, firm, page);
  }

  @Directive('@operator(arg: "firm")')
  @Directive('@gather(orderBy: ["at:desc", "id:desc"])')
  @Query(() => DisputeConnection, {
    nullable: true,
    description: "Disputes that are the actor's to see, latest first. 申诉列表",
  })
  labourDisputes(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("firm", () => ID, { nullable: true, description: "Only of this firm. 企业" })
    firm?: string,
  ): Promise<Connection<Dispute>> {
    return listDisputes(context, firm, page);
  }

  @Directive('@operator(arg: "input.entry")')
  @Mutation(() => Dispute, { description: "Dispute an amount of one's own. 提出申诉" })
  raiseDispute(
    @Ctx() context: Context,
    @Arg("input", () => RaiseDisputeInput, { description: "Which, and why. 申诉" })
    input: RaiseDisputeInput,
  ): Promise<Dispute> {
    return raiseDispute(context, input);
  }

  @Directive('@operator(arg: "input.dispute")')
  @Mutation(() => Dispute, { description: "Decide on a dispute. 处理申诉" })
  resolveDispute(
    @Ctx() context: Context,
    @Arg("input", () => ResolveDisputeInput, { description: "How, and why. 处理" })
    input: ResolveDisputeInput,
  ): Promise<Dispute> {
    return resolveDispute(context, input);
  }

  @Directive('@operator(arg: "firm")')
  @Live(() => SettlementEvent, {
    topic: settlementTopic,
    description: "Settlements of a firm, and the disputes that are the actor's to see. 奖惩动态",
    admit: ({ actor }, { firm }: { firm: string }) =>
      insist(
        maySeeLabour(actor, requireId(firm, "firm")),
        "This firm's settlements are not yours to watch",
      ),
    concerns: ({ payload: { firm: firmId, person: personId } }, { actor }, { firm }) =>
      firmId === firm && (!personId || maySeePersonal(actor, { firmId, personId })),
  })
  settlementChanged(
    @Root() event: SettlementEvent,
    @Arg("firm", () => ID, { description: "Of which firm. 企业" }) _firm: string,
    @After() _after?: string,
  ): SettlementEvent {
    return event;
  }

  @FieldResolver(() => [SettlementLine], {
    description: "One for each person, as far as the actor may see them. 个人结算",
  })
  lines(@Root() { id }: Settlement, @Ctx() context: Context): Promise<SettlementLine[]> {
    return linesOf(id, context);
  }
}

@Resolver(() => SettlementLine)
export class SettlementLineResolver {
  @FieldResolver(() => FirmStaff, { nullable: true, description: "Whose. 人员" })
  staff(@Root() { staffId }: SettlementLine, @Ctx() context: Context) {
    return staffReference.loadOne(staffId, context);
  }
}

@Resolver(() => LabourEntry)
export class LabourEntryResolver {
  @FieldResolver(() => FirmStaff, { nullable: true, description: "Whose. 人员" })
  staff(@Root() { staff }: LabourEntry, @Ctx() context: Context) {
    return staffReference.loadOne(staff.id, context);
  }

  @FieldResolver(() => Grab, { nullable: true, description: "By which grab. 抢单" })
  grab(@Root() { grabId }: LabourEntry, @Ctx() context: Context) {
    return grabReference.loadOne(grabId, context);
  }
}

@Resolver(() => Dispute)
export class DisputeResolver {
  @FieldResolver(() => LabourEntry, { nullable: true, description: "About which amount. 明细" })
  entry(@Root() { entry }: Dispute, @Ctx() context: Context) {
    return labourEntryReference.loadOne(entry.id, context);
  }
}

@Resolver(() => SettlementEvent)
export class SettlementEventResolver {
  @FieldResolver(() => Settlement, { nullable: true, description: "The settlement. 结算" })
  settlement(@Root() { payload }: SettlementEvent, @Ctx() context: Context) {
    return payload.settlement ? settlementReference.loadOne(payload.settlement, context) : null;
  }

  @FieldResolver(() => Dispute, { nullable: true, description: "The dispute. 申诉" })
  dispute(@Root() { payload }: SettlementEvent, @Ctx() context: Context) {
    return payload.dispute ? disputeReference.loadOne(payload.dispute, context) : null;
  }
}
