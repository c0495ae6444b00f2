import {
  After,
  Clock,
  type Connection,
  connectionOf,
  type Context,
  Live,
  PageArgs,
  Photo,
  photosOf,
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

import { Complaint, complaintOf } from "../complaint.extension.js";
import { firmOf, PropertyFirm } from "../firm.extension.js";
import { PropertyProject } from "../project/project.entity.js";
import { projectReference } from "../project/project.reference.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { staffReference } from "../staff/staff.reference.js";
import { entryOf } from "./work-order-entry.entity.js";
import { clocksOf } from "./work-order.clocks.js";
import { WorkOrder } from "./work-order.entity.js";
import { concernsWorkOrder, WorkOrderEvent, workOrderTopic } from "./work-order.events.js";
import { CreateWorkOrderInput } from "./work-order.input.js";
import { factsOf, mayTake } from "./work-order.policy.js";
import { workOrderReference, workOrdersOfComplaint } from "./work-order.reference.js";
import { createWorkOrder, listWorkOrders, readWorkOrder } from "./work-order.service.js";
import { WorkOrderState, WorkOrderStep } from "./work-order.state.js";

const WorkOrderConnection = connectionOf(WorkOrder);

@Resolver(() => WorkOrder)
export class WorkOrderResolver {
  @Directive('@operator(arg: "id")')
  @Query(() => WorkOrder, { nullable: true, description: "One work order. 查看工单" })
  workOrder(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`wo_f07_…`" }) id: string,
  ): Promise<WorkOrder> {
    return readWorkOrder(context, id);
  }

  @Directive('@operator(arg: "firm")')
  @Directive('@gather(orderBy: ["createdAt:desc", "id:desc"])')
  @Query(() => WorkOrderConnection, {
    nullable: true,
    description: "The work orders that are the actor's to see, newest first. 工单列表",
  })
  workOrders(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("firm", () => ID, { nullable: true, description: "Only of this firm. 企业" })
    firm?: string,
    @Arg("states", () => [WorkOrderState], {
      nullable: true,
      description: "Only in one of these states. 状态",
    })
    states?: WorkOrderState[],
  ): Promise<Connection<WorkOrder>> {
    return listWorkOrders(context, { firm, states }, page);
  }

  @Directive('@operator(arg: "input.firm")')
  @Mutation(() => WorkOrder, {
    description: "Write a work order for a complaint, for the responsible firm. 新建工单",
  })
  createWorkOrder(
    @Ctx() context: Context,
    @Arg("input", () => CreateWorkOrderInput, { description: "The order. 工单" })
    input: CreateWorkOrderInput,
  ): Promise<WorkOrder> {
    return createWorkOrder(context, input);
  }

  @Directive('@operator(arg: "id")')
  @Directive("@gather(orderBy: [])")
  @Live(() => WorkOrderEvent, {
    topic: workOrderTopic,
    description:
      "What happens to work orders that are the actor's to see: one, or all of them. 工单动态",
    admit: async (context, { id }: { id?: string }) => {
      context.actor.require("case:read");
      if (id) await readWorkOrder(context, id);
    },
    concerns: ({ payload }, context, { id }) =>
      (!id || payload.workOrder === id) && concernsWorkOrder(payload, context),
  })
  workOrderChanged(
    @Root() event: WorkOrderEvent,
    @Arg("id", () => ID, { nullable: true, description: "Only this order. 工单编号" }) _id?: string,
    @After() _after?: string,
  ): WorkOrderEvent {
    return event;
  }

  @FieldResolver(() => PropertyProject, {
    description: "The service centre it belongs to. 所属项目",
  })
  project(@Root() order: WorkOrder, @Ctx() context: Context): Promise<PropertyProject | null> {
    return projectReference.loadOne(order.project.id, context);
  }

  @FieldResolver(() => PropertyFirm, {
    nullable: true,
    description: "The firm whose order it is. 所属企业",
  })
  firm(@Root() { firmId }: WorkOrder): PropertyFirm {
    return firmOf(firmId);
  }

  @FieldResolver(() => Complaint, { nullable: true, description: "The case it is for. 关联诉求" })
  complaint(@Root() { complaintId }: WorkOrder): Complaint | null {
    return complaintOf(complaintId);
  }

  @FieldResolver(() => FirmStaff, { nullable: true, description: "Who is to do it. 处理人" })
  async assignee(
    @Root() { assignee }: WorkOrder,
    @Ctx() context: Context,
  ): Promise<FirmStaff | null> {
    return assignee ? staffReference.loadOne(assignee.id, context) : null;
  }

  @FieldResolver(() => [Clock], {
    description: "The firm's own promises on this order. 企业承诺时限",
  })
  clocks(@Root() order: WorkOrder): Clock[] {
    return clocksOf(order);
  }

  @FieldResolver(() => [Photo], { description: "Photos of the work, oldest first. 照片" })
  photos(@Root() { id }: WorkOrder, @Ctx() context: Context): Promise<Photo[]> {
    return photosOf(id, context);
  }

  @FieldResolver(() => [WorkOrderStep], {
    description: "What the actor may do with it now. 可办理动作",
  })
  steps(@Root() order: WorkOrder, @Ctx() { actor }: Context): WorkOrderStep[] {
    return Object.values(WorkOrderStep).filter(
      (step) => order.permits(step) && mayTake(actor, factsOf(order), step),
    );
  }
}

@Resolver(() => WorkOrderEvent)
export class WorkOrderEventResolver {
  @FieldResolver(() => String, { description: "Who did it: real name, or `系统`. 经办人" })
  async by(
    @Root() { payload }: WorkOrderEvent,
    @Ctx() context: Context,
  ): Promise<string | undefined> {
    return (await entryOf(payload.entry, context))?.by;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "For which firm, by its short name. 单位",
  })
  async organisation(
    @Root() { payload }: WorkOrderEvent,
    @Ctx() context: Context,
  ): Promise<string | null | undefined> {
    return (await entryOf(payload.entry, context))?.organisation;
  }

  @FieldResolver(() => String, { nullable: true, description: "In their words. 说明" })
  async note(
    @Root() { payload }: WorkOrderEvent,
    @Ctx() context: Context,
  ): Promise<string | null | undefined> {
    return (await entryOf(payload.entry, context))?.note;
  }

  @FieldResolver(() => WorkOrder, { nullable: true, description: "The order as it is now. 工单" })
  workOrder(
    @Root() { payload }: WorkOrderEvent,
    @Ctx() context: Context,
  ): Promise<WorkOrder | null> {
    return workOrderReference.loadOne(payload.workOrder, context);
  }
}

@Resolver(() => Complaint)
export class ComplaintWorkOrdersResolver {
  @Directive('@requires(fields: "firms { id }")')
  @Directive('@operator(by: "firms.id")')
  @FieldResolver(() => [WorkOrder], {
    nullable: true,
    description:
      "What firms have ordered to be done for it, oldest first, as far as the actor may see it. 工单",
  })
  workOrders(@Root() { id }: Complaint, @Ctx() context: Context): Promise<WorkOrder[]> {
    return workOrdersOfComplaint(id, context);
  }
}

@Resolver(() => PropertyFirm)
export class FirmWorkOrdersResolver {
  @FieldResolver(() => WorkOrderConnection, {
    nullable: true,
    description: "Its work orders that are the actor's to see, newest first. 工单",
  })
  workOrders(
    @Root() { id }: PropertyFirm,
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("states", () => [WorkOrderState], {
      nullable: true,
      description: "Only in one of these states. 状态",
    })
    states?: WorkOrderState[],
  ): Promise<Connection<WorkOrder>> {
    return listWorkOrders(context, { firm: id, states }, page);
  }
}
