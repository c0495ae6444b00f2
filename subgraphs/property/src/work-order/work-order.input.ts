import { Length, MaxLength } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

import { WorkOrderFunding } from "./work-order.entity.js";

@InputType({ description: "A new work order for a complaint. 新建工单" })
export class CreateWorkOrderInput {
  @Field(() => ID, { description: "The case it is for: `cmp_…`. 诉求编号" })
  complaint: string;

  @Field({ description: "One line. 标题" })
  @Length(2, 80)
  title: string;

  @Field(() => WorkOrderFunding, {
    defaultValue: WorkOrderFunding.SERVICE_FEE,
    description: "Who pays. 费用来源",
  })
  funding: WorkOrderFunding;

  @Field(() => String, { nullable: true, description: "What is to be done. 说明" })
  @MaxLength(500)
  note?: string | null;
}

@InputType({ description: "Who is to do the work. 派单" })
export class AssignWorkOrderInput {
  @Field(() => ID, { description: "The order: `wo_…`. 工单编号" })
  workOrder: string;

  @Field(() => ID, { description: "One of the firm's staff: `stf_…`. 人员编号" })
  staff: string;
}

@InputType({ description: "A step of a work order. 工单动作" })
export class WorkOrderStepInput {
  @Field(() => ID, { description: "The order: `wo_…`. 工单编号" })
  workOrder: string;

  @Field(() => String, { nullable: true, description: "In one's own words. 说明" })
  @MaxLength(500)
  note?: string | null;
}

@InputType({ description: "What was done. 提交完工" })
export class SubmitWorkOrderInput {
  @Field(() => ID, { description: "The order: `wo_…`. 工单编号" })
  workOrder: string;

  @Field({ description: "What was found and done. 完工说明" })
  @Length(2, 500)
  note: string;
}

@InputType({ description: "A step of a work order that needs a reason. 须说明理由的工单动作" })
export class ReasonedWorkOrderStepInput {
  @Field(() => ID, { description: "The order: `wo_…`. 工单编号" })
  workOrder: string;

  @Field({ description: "The reason. 理由" })
  @Length(2, 500)
  reason: string;
}
