import { defineEntity, p } from "@mikro-orm/core";
import { HutongError } from "@hutong/kit";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { WorkOrderState, WorkOrderStep, workOrderSteps } from "./work-order.state.js";

export enum WorkOrderFunding {
  SERVICE_FEE = "SERVICE_FEE",
  MAINTENANCE_FUND = "MAINTENANCE_FUND",
}
registerEnumType(WorkOrderFunding, {
  name: "WorkOrderFunding",
  description: "Who pays. 费用来源",
  valuesConfig: {
    SERVICE_FEE: { description: "The property fee: minor repair, greens, lights, waste. 物业费" },
    MAINTENANCE_FUND: {
      description: "The special fund: medium and major repair, renewal. 专项维修基金",
    },
  },
});

const WorkOrderSchema = defineEntity({
  name: "WorkOrder",
  tableName: "work_order",
  properties: {
    id: p.string().primary(),
    number: p.string().unique(),
    title: p.string(),
    state: p.enum(() => WorkOrderState),
    funding: p.enum(() => WorkOrderFunding),
    firmId: p.string(),
    project: () => p.manyToOne(PropertyProject).ref(),
    /** Whose residents it concerns; with the firm and the assignee it decides who may see the order. */
    communityId: p.string(),
    complaintId: p.string().nullable().index(),
    assignee: () => p.manyToOne(FirmStaff).ref().nullable(),
    assigneePersonId: p.string().nullable(),
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

  @Field(() => WorkOrderFunding, { description: "Who pays. 费用来源" })
  override funding: WorkOrderFunding;

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

  /** Whether a step leads on from the present state; nobody can go on with an order that is nobody's. */
  permits(step: WorkOrderStep): boolean {
    if (step === WorkOrderStep.RESUME && !this.assignee) return false;
    return workOrderSteps[step].from.includes(this.state);
  }

  /**
   * Takes a step: the only way to change the state.
   * @throws HutongError `ILLEGAL_TRANSITION` when the step does not lead on from the present state.
   */
  take(step: WorkOrderStep, note: string | null, at = new Date()): void {
    if (!this.permits(step)) {
      throw new HutongError("ILLEGAL_TRANSITION", {
        message: `A work order in state ${this.state} cannot ${step}`,
        state: this.state,
      });
    }
    this.state = workOrderSteps[step].to;
    if (note) this.note = note;
    stamp(this, step, at);
  }
}
WorkOrderSchema.setClass(WorkOrder);

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
