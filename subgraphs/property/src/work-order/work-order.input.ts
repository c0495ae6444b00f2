import { ArrayMaxSize, Length, Max, MaxLength, Min } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";

import { WorkKind } from "./work-kind.js";

@InputType({ description: "A new work order for a complaint. 新建工单" })
export class CreateWorkOrderInput {
  @Field(() => ID, { description: "The case it is for: `cmp_…`. 诉求编号" })
  complaint: string;

  @Field(() => ID, { description: "Whose order it is: the responsible firm, `firm_…`. 企业编号" })
  firm: string;

  @Field({ description: "One line. 标题" })
  @Length(2, 80)
  title: string;

  @Field(() => WorkKind, {
    defaultValue: WorkKind.MINOR_REPAIR,
    description: "What kind of work it is, which decides who pays. 工程类别",
  })
  work: WorkKind;

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

@InputType({ description: "Somebody is on site. 到场" })
export class ArriveOnSiteInput extends WorkOrderStepInput {
  @Field(() => [ID], {
    nullable: true,
    description: "Photos of the place as it was found, sent for this order, at most 9. 到场照片",
  })
  @ArrayMaxSize(9)
  photos?: string[] | null;
}

@InputType({ description: "What was done. 提交完工" })
export class SubmitWorkOrderInput {
  @Field(() => ID, { description: "The order: `wo_…`. 工单编号" })
  workOrder: string;

  @Field({ description: "What was found and done. 完工说明" })
  @Length(2, 500)
  note: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      "Photos that were sent for this order; at least one from the one who did it, none needed from the manager who reports for them. 完工照片",
  })
  @ArrayMaxSize(9)
  photos?: string[] | null;
}

@InputType({ description: "A step of a work order that needs a reason. 须说明理由的工单动作" })
export class ReasonedWorkOrderStepInput {
  @Field(() => ID, { description: "The order: `wo_…`. 工单编号" })
  workOrder: string;

  @Field({ description: "The reason. 理由" })
  @Length(2, 500)
  reason: string;
}

@InputType({
  description: "The owners' approval of their fund's paying for an order. 维修基金批准",
})
export class ApproveFundingInput {
  @Field(() => ID, { description: "The order: `wo_…`. 工单编号" })
  workOrder: string;

  @Field({ description: "The resolution of the owners it rests on. 决议文号" })
  @Length(2, 80)
  resolution: string;

  @Field(() => Int, { description: "Up to how much, in fen. 批准限额(分)" })
  @Min(1)
  @Max(2_000_000_000)
  limitFen: number;
}
