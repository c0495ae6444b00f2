import { defineEntity, p } from "@mikro-orm/core";
import { HutongError, now } from "@hutong/kit";
import { Directive, Field, ID, Int, ObjectType } from "type-graphql";

import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { illegal } from "../transition.js";
import { WorkKind, WorkOrderFunding } from "./work-kind.js";
import {
  unfinishedStates,
  WorkOrderState,
  WorkOrderStep,
  workOrderSteps,
} from "./work-order.state.js";

const WorkOrderSchema = defineEntity({
  name: "WorkOrder",
  tableName: "work_order",
  properties: {
    id: p.string().primary(),
    number: p.string().unique(),
    title: p.string(),
    state: p.enum(() => WorkOrderState),
    work: p.enum(() => WorkKind),
    funding: p.enum(() => WorkOrderFunding),
    /** The owners' resolution to pay for it from their fund. */
    fundResolution: p.string().nullable(),
    fundLimitFen: p.bigint("number").nullable(),
    fundApprovedBy: p.string().nullable(),
    fundApprovedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    firmId: p.string(),
    project: () => p.manyToOne(PropertyProject).ref(),
    /** Whose residents it concerns; with the firm and the assignee it decides who may see the order. */
    communityId: p.string(),
    complaintId: p.string().nullable().index(),
    assignee: () => p.manyToOne(FirmStaff).ref().nullable(),
    assigneePersonId: p.string().nullable(),
    /** Whose inspection brought it about: who found the defect follows what becomes of it. */
    foundByPersonId: p.string().nullable(),
    /** Who reported it done: the assignee, or the manager for them. */
    submittedByPersonId: p.string().nullable(),
    submittedByProxy: p.string().nullable(),
    note: p.text().nullable(),
    createdAt: p.datetime().columnType("timestamptz(3)"),
    assignedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    acceptedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    onSiteAt: p.datetime().columnType("timestamptz(3)").nullable(),
    submittedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    approvedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    closedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    /** Two steps at once: the second is refused instead of overwriting the first. */
    version: p.integer().version(),
  },
  // One for each way the list is asked for, in its order.
  indexes: [
    { properties: ["createdAt", "id"] },
    { properties: ["firmId", "createdAt", "id"] },
    { properties: ["communityId", "createdAt", "id"] },
    { properties: ["assigneePersonId", "createdAt", "id"] },
  ],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({ description: "A firm's order to do one piece of work. 工单" })
export class WorkOrder extends WorkOrderSchema.class {
  @Field(() => ID, { description: "`wo_f07_…`" })
  override id: string;

  @Field({ description: "Number in the firm's book: `GD-07-0042`. 工单编号" })
  override number: string;

  @Field({ description: "One line. 标题" })
  override title: string;

  @Field(() => WorkOrderState, { description: "How far it has come. 状态" })
  override state: WorkOrderState;

  @Field(() => WorkKind, { description: "What kind of work it is. 工程类别" })
  override work: WorkKind;

  @Field(() => WorkOrderFunding, { description: "Who pays. 费用来源" })
  override funding: WorkOrderFunding;

  @Field(() => String, {
    nullable: true,
    description: "The owners' resolution to pay for it from their fund. 动用维修基金的决议",
  })
  override fundResolution: string | null;

  @Field(() => Int, { nullable: true, description: "Up to how much, in fen. 批准限额(分)" })
  override fundLimitFen: number | null;

  @Field(() => Date, {
    nullable: true,
    description: "When the approval was recorded. 批准登记时间",
  })
  override fundApprovedAt: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "Who reported it done for the one who did it, if somebody did. 代为提交人",
  })
  override submittedByProxy: string | null;

  @Field(() => String, { nullable: true, description: "What was last said about it. 说明" })
  override note: string | null;

  @Field({ description: "When it was written; the firm's promises count from here. 建单时间" })
  override createdAt: Date;

  @Field(() => Date, {
    nullable: true,
    description: "When it was last given to somebody. 派单时间",
  })
  override assignedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When somebody first took it on. 接单时间" })
  override acceptedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When somebody first came. 到场时间" })
  override onSiteAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was reported done. 提交时间" })
  override submittedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was seen to be done. 验收时间" })
  override approvedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was closed. 关闭时间" })
  override closedAt: Date | null;

  /**
   * Whether a step leads on from the present state. Nobody can go on with an order that is nobody's,
   * and who is late with the response does not arrive before having responded.
   */
  permits(step: WorkOrderStep): boolean {
    if (this.state === WorkOrderState.OVERDUE) {
      if (step !== WorkOrderStep.ASSIGN && !this.assignee) return false;
      if (step === WorkOrderStep.ARRIVE && !this.acceptedAt) return false;
    }
    return workOrderSteps[step].from.includes(this.state);
  }

  /** Whether the owners still have to approve of the fund's paying for it. */
  awaitsFunding(): boolean {
    return this.funding === WorkOrderFunding.MAINTENANCE_FUND && !this.fundApprovedAt;
  }

  /**
   * Records that the owners pay for it.
   * @throws HutongError `ILLEGAL_TRANSITION` when the fund does not pay for it, or has been approved
   */
  approveFunding(resolution: string, limitFen: number, by: string, at: Date): void {
    if (!this.awaitsFunding()) throw illegal(this.state, "APPROVE_FUNDING");
    this.fundResolution = resolution;
    this.fundLimitFen = limitFen;
    this.fundApprovedBy = by;
    this.fundApprovedAt = at;
  }

  /** A promise was broken before anybody was on site; what is past that stays where it is. */
  fallOverdue(): void {
    if (unattended.includes(this.state)) this.state = WorkOrderState.OVERDUE;
  }

  /** Another firm serves the community: what is not said to be done is not this firm's any more. */
  handOver(reason: string, at: Date): void {
    if (!unfinishedStates.includes(this.state)) throw illegal(this.state, "HAND_OVER");
    this.state = WorkOrderState.CLOSED;
    this.note = reason;
    this.closedAt = at;
  }

  /**
   * Takes a step: the only way to change the state.
   * @throws HutongError `ILLEGAL_TRANSITION` when the step does not lead on from the present state,
   *   `FUNDING_NOT_APPROVED` when work is reported done that the owners did not agree to pay for
   */
  take(step: WorkOrderStep, note: string | null, at = now()): void {
    if (!this.permits(step)) throw illegal(this.state, step);
    if (step === WorkOrderStep.SUBMIT && this.awaitsFunding())
      throw new HutongError("FUNDING_NOT_APPROVED");
    this.state = workOrderSteps[step].to;
    if (note) this.note = note;
    stamp(this, step, at);
  }
}
WorkOrderSchema.setClass(WorkOrder);

const unattended: readonly WorkOrderState[] = [
  WorkOrderState.CREATED,
  WorkOrderState.ASSIGNED,
  WorkOrderState.ACCEPTED,
];

/** The promises are kept by the first acceptance and the first arrival, whatever comes after. */
function stamp(order: WorkOrder, step: WorkOrderStep, at: Date): void {
  if (step === WorkOrderStep.ASSIGN) order.assignedAt = at;
  if (step === WorkOrderStep.ACCEPT) order.acceptedAt ??= at;
  if (step === WorkOrderStep.ARRIVE) order.onSiteAt ??= at;
  if (step === WorkOrderStep.SUBMIT) order.submittedAt = at;
  if (step === WorkOrderStep.REWORK) order.submittedAt = null;
  if (step === WorkOrderStep.APPROVE) order.approvedAt = at;
  if (step === WorkOrderStep.CLOSE) order.closedAt = at;
}
