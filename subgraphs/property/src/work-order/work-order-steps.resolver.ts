import type { Context } from "@hutong/kit";
import { Arg, Ctx, Directive, Mutation, Resolver } from "type-graphql";

import { WorkOrder } from "./work-order.entity.js";
import {
  ApproveFundingInput,
  ArriveOnSiteInput,
  AssignWorkOrderInput,
  ReasonedWorkOrderStepInput,
  SubmitWorkOrderInput,
  WorkOrderStepInput,
} from "./work-order.input.js";
import {
  approveFunding,
  arriveOnSite,
  assignWorkOrder,
  submitWorkOrder,
  takeStep,
} from "./work-order.service.js";
import { WorkOrderStep } from "./work-order.state.js";

const described = { description: "The order and what is said about it. 工单与说明" };

/** One mutation for each step, so that the schema reads like the procedure. */
@Resolver(() => WorkOrder)
export class WorkOrderStepsResolver {
  @Directive('@operator(arg: "input.workOrder")')
  @Mutation(() => WorkOrder, { description: "Give it to one of the firm's staff. 派单" })
  assignWorkOrder(
    @Ctx() context: Context,
    @Arg("input", () => AssignWorkOrderInput, { description: "Which order to whom. 派单" })
    input: AssignWorkOrderInput,
  ): Promise<WorkOrder> {
    return assignWorkOrder(context, input);
  }

  @Directive('@operator(arg: "input.workOrder")')
  @Mutation(() => WorkOrder, {
    description: "Take it on; the firm's promise to respond is kept. 接单",
  })
  acceptWorkOrder(
    @Ctx() context: Context,
    @Arg("input", () => WorkOrderStepInput, described) input: WorkOrderStepInput,
  ) {
    return takeStep(context, input.workOrder, WorkOrderStep.ACCEPT, input);
  }

  @Directive('@operator(arg: "input.workOrder")')
  @Mutation(() => WorkOrder, {
    description: "Be on site; the firm's promise to come is kept. 到场",
  })
  arriveOnSite(
    @Ctx() context: Context,
    @Arg("input", () => ArriveOnSiteInput, described) input: ArriveOnSiteInput,
  ) {
    return arriveOnSite(context, input);
  }

  @Directive('@operator(arg: "input.workOrder")')
  @Mutation(() => WorkOrder, { description: "Report it done. 提交完工" })
  submitWorkOrder(
    @Ctx() context: Context,
    @Arg("input", () => SubmitWorkOrderInput, described) input: SubmitWorkOrderInput,
  ) {
    return submitWorkOrder(context, input);
  }

  @Directive('@operator(arg: "input.workOrder")')
  @Mutation(() => WorkOrder, {
    description: "Record that the owners pay for it from their fund. 登记维修基金批准",
  })
  approveFunding(
    @Ctx() context: Context,
    @Arg("input", () => ApproveFundingInput, { description: "By which resolution. 决议" })
    input: ApproveFundingInput,
  ): Promise<WorkOrder> {
    return approveFunding(context, input);
  }

  @Directive('@operator(arg: "input.workOrder")')
  @Mutation(() => WorkOrder, {
    description: "Confirm that it is done, as another than who did it. 验收",
  })
  approveWorkOrder(
    @Ctx() context: Context,
    @Arg("input", () => WorkOrderStepInput, described) input: WorkOrderStepInput,
  ) {
    return takeStep(context, input.workOrder, WorkOrderStep.APPROVE, input);
  }

  @Directive('@operator(arg: "input.workOrder")')
  @Mutation(() => WorkOrder, { description: "Close it. 关闭工单" })
  closeWorkOrder(
    @Ctx() context: Context,
    @Arg("input", () => WorkOrderStepInput, described) input: WorkOrderStepInput,
  ) {
    return takeStep(context, input.workOrder, WorkOrderStep.CLOSE, input);
  }

  @Directive('@operator(arg: "input.workOrder")')
  @Mutation(() => WorkOrder, { description: "Send it back to be done again. 退回返工" })
  sendBackWorkOrder(
    @Ctx() context: Context,
    @Arg("input", () => ReasonedWorkOrderStepInput, described) input: ReasonedWorkOrderStepInput,
  ) {
    return takeStep(context, input.workOrder, WorkOrderStep.REWORK, { note: input.reason });
  }

  @Directive('@operator(arg: "input.workOrder")')
  @Mutation(() => WorkOrder, {
    description: "Say that the firm cannot solve it without an expert. 申请专家",
  })
  askExpertForWorkOrder(
    @Ctx() context: Context,
    @Arg("input", () => ReasonedWorkOrderStepInput, described) input: ReasonedWorkOrderStepInput,
  ) {
    return takeStep(context, input.workOrder, WorkOrderStep.ASK_EXPERT, { note: input.reason });
  }

  @Directive('@operator(arg: "input.workOrder")')
  @Mutation(() => WorkOrder, { description: "Go on after advice, rework or delay. 恢复处理" })
  resumeWorkOrder(
    @Ctx() context: Context,
    @Arg("input", () => WorkOrderStepInput, described) input: WorkOrderStepInput,
  ) {
    return takeStep(context, input.workOrder, WorkOrderStep.RESUME, input);
  }
}
