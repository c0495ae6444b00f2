import {
  After,
  type Connection,
  connectionOf,
  type Context,
  invalidInput,
  Live,
  now,
  PageArgs,
  Photo,
  photosOf,
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

import { maySeeWork } from "../firm.policy.js";
import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { staffReference } from "../staff/staff.reference.js";
import { isMonth, shanghaiMonth } from "../time.js";
import { WorkOrder } from "../work-order/work-order.entity.js";
import { workOrderReference } from "../work-order/work-order.reference.js";
import { InspectionPoint } from "./inspection-point.entity.js";
import { coverageOf, InspectionCoverage } from "./inspection.coverage.js";
import { Inspection } from "./inspection.entity.js";
import { InspectionEvent, inspectionTopic } from "./inspection.events.js";
import {
  AddInspectionPointInput,
  RecordInspectionInput,
  RetireInspectionPointInput,
} from "./inspection.input.js";
import {
  inspectionPointReference,
  inspectionReference,
  pointsOfProject,
} from "./inspection.reference.js";
import {
  addInspectionPoint,
  listInspections,
  recordInspection,
  retireInspectionPoint,
} from "./inspection.service.js";

const InspectionConnection = connectionOf(Inspection);

@Resolver(() => Inspection)
export class InspectionResolver {
  @Directive('@operator(arg: "firm")')
  @Directive('@gather(orderBy: ["at:desc", "id:desc"])')
  @Query(() => InspectionConnection, {
    nullable: true,
    description: "What was inspected, latest first, as far as the actor may see it. 巡检记录",
  })
  inspections(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("firm", () => ID, { nullable: true, description: "Only of this firm. 企业" })
    firm?: string,
    @Arg("point", () => ID, { nullable: true, description: "Only of this point. 点位" })
    point?: string,
  ): Promise<Connection<Inspection>> {
    return listInspections(context, { firm, point }, page);
  }

  @Directive('@operator(arg: "input.project")')
  @Mutation(() => InspectionPoint, {
    description: "Add something that is to be inspected monthly. 新增巡检点位",
  })
  addInspectionPoint(
    @Ctx() context: Context,
    @Arg("input", () => AddInspectionPointInput, { description: "What and where. 点位" })
    input: AddInspectionPointInput,
  ): Promise<InspectionPoint> {
    return addInspectionPoint(context, input);
  }

  @Directive('@operator(arg: "input.point")')
  @Mutation(() => InspectionPoint, { description: "Take a point out of the inspections. 停用点位" })
  retireInspectionPoint(
    @Ctx() context: Context,
    @Arg("input", () => RetireInspectionPointInput, { description: "Which. 点位" })
    input: RetireInspectionPointInput,
  ): Promise<InspectionPoint> {
    return retireInspectionPoint(context, input.point);
  }

  @Directive('@operator(arg: "input.point")')
  @Mutation(() => Inspection, {
    description: "Write down what was found; a defect becomes a work order. 巡检登记",
  })
  recordInspection(
    @Ctx() context: Context,
    @Arg("input", () => RecordInspectionInput, { description: "What was found. 情况" })
    input: RecordInspectionInput,
  ): Promise<Inspection> {
    return recordInspection(context, input);
  }

  @Directive('@operator(arg: "firm")')
  @Live(() => InspectionEvent, {
    topic: inspectionTopic,
    description: "What is inspected by a firm, as far as the actor may see it. 巡检动态",
    admit: ({ actor }, { firm }: { firm: string }) => {
      requireId(firm, "firm");
      actor.require("case:read");
    },
    concerns: ({ payload: { firm: firmId, community: communityId } }, { actor }, { firm }) =>
      firmId === firm && maySeeWork(actor, { firmId, communityId }),
  })
  inspectionRecorded(
    @Root() event: InspectionEvent,
    @Arg("firm", () => ID, { description: "By which firm. 企业" }) _firm: string,
    @After() _after?: string,
  ): InspectionEvent {
    return event;
  }

  @FieldResolver(() => InspectionPoint, { nullable: true, description: "Of what. 点位" })
  point(@Root() { point }: Inspection, @Ctx() context: Context) {
    return inspectionPointReference.loadOne(point.id, context);
  }

  @FieldResolver(() => FirmStaff, { nullable: true, description: "By whom. 巡检人" })
  staff(@Root() { staff }: Inspection, @Ctx() context: Context) {
    return staffReference.loadOne(staff.id, context);
  }

  @FieldResolver(() => [Photo], { description: "Photos of what was found. 巡检照片" })
  photos(@Root() { id }: Inspection, @Ctx() context: Context): Promise<Photo[]> {
    return photosOf(id, context);
  }

  @FieldResolver(() => WorkOrder, {
    nullable: true,
    description: "The order that a defect brought about. 工单",
  })
  workOrder(@Root() { workOrderId }: Inspection, @Ctx() context: Context) {
    return workOrderId ? workOrderReference.loadOne(workOrderId, context) : null;
  }
}

@Resolver(() => InspectionEvent)
export class InspectionEventResolver {
  @FieldResolver(() => Inspection, { nullable: true, description: "The record. 巡检记录" })
  inspection(@Root() { payload }: InspectionEvent, @Ctx() context: Context) {
    return inspectionReference.loadOne(payload.inspection, context);
  }
}

@Resolver(() => PropertyProject)
export class ProjectInspectionResolver {
  @FieldResolver(() => [InspectionPoint], {
    nullable: true,
    description: "What is inspected here monthly, as far as the actor may see it. 巡检点位",
  })
  inspectionPoints(@Root() { id }: PropertyProject, @Ctx() context: Context) {
    return pointsOfProject(id, context);
  }

  @FieldResolver(() => [InspectionCoverage], {
    nullable: true,
    description: "How far its points were inspected in a month. 巡检覆盖率",
  })
  inspectionCoverage(
    @Root() project: PropertyProject,
    @Ctx() context: Context,
    @Arg("month", () => String, {
      nullable: true,
      description: "`YYYY-MM`; without it, the present one. 月份",
    })
    month?: string | null,
  ): Promise<InspectionCoverage[]> | null {
    if (!maySeeWork(context.actor, project)) return null;
    if (month && !isMonth(month)) throw invalidInput({ month: "must be like 2026-03" });
    return coverageOf(project.id, month ?? shanghaiMonth(now()), context);
  }
}
