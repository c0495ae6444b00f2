import {
  attachPhotos,
  conflict,
  type Connection,
  type Context,
  findPage,
  invalidInput,
  newId,
  notFound,
  operatorOf,
  type PageArgs,
  requireId,
  now,
} from "@hutong/kit";
import { UniqueConstraintViolationException } from "@mikro-orm/core";
import type { FilterQuery } from "@mikro-orm/postgresql";

import { insist, manages, workOf } from "../firm.policy.js";
import { PropertyProject } from "../project/project.entity.js";
import type { FirmStaff } from "../staff/staff.entity.js";
import { actingStaff } from "../staff/staff.service.js";
import { record, WorkOrderEventKind } from "../work-order/work-order.events.js";
import { writeOrder } from "../work-order/work-order.service.js";
import { InspectionPoint } from "./inspection-point.entity.js";
import { Inspection } from "./inspection.entity.js";
import { announceInspection } from "./inspection.events.js";
import type { AddInspectionPointInput, RecordInspectionInput } from "./inspection.input.js";

/** Adds something that has to be inspected from this month on. */
export async function addInspectionPoint(
  { em, actor }: Context,
  { project: id, ...input }: AddInspectionPointInput,
): Promise<InspectionPoint> {
  const project = await em.findOne(PropertyProject, requireId(id, "prj"));
  if (!project) throw notFound(`project ${id}`);
  insist(manages(actor, project.firmId), "What is inspected is decided by the firm's manager");
  project.insistServing("INSPECT");
  const point = em.create(InspectionPoint, {
    ...input,
    id: newId("ipt", operatorOf(project.id)),
    firmId: project.firmId,
    communityId: project.communityId,
    project,
    since: now(),
  });
  em.persist(point);
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException)
      throw conflict("The project has a point of this kind with this code");
    throw error;
  }
  return point;
}

/** @throws HutongError `INVALID_ID`, `NOT_FOUND` */
export async function readPoint({ em }: Context, id: string): Promise<InspectionPoint> {
  const point = await em.findOne(InspectionPoint, requireId(id, "ipt"));
  if (!point) throw notFound(`inspection point ${id}`);
  return point;
}

/** Takes a point out of the inspections; what was found there stays. */
export async function retireInspectionPoint(
  context: Context,
  id: string,
): Promise<InspectionPoint> {
  const point = await readPoint(context, id);
  insist(manages(context.actor, point.firmId), "What is inspected is decided by the manager");
  point.retire(now());
  await context.em.flush();
  return point;
}

/**
 * Who may inspect a point: the firm's registered staff.
 * @throws HutongError `FORBIDDEN`
 */
export async function inspectorOf(context: Context, point: InspectionPoint): Promise<FirmStaff> {
  context.actor.require("case:write");
  const staff = await actingStaff(context);
  insist(staff?.firmId === point.firmId, "Inspections are made by the firm's registered staff");
  return staff!;
}

/** Writes down what was found; a defect becomes a work order in the same transaction. */
export async function recordInspection(
  context: Context,
  input: RecordInspectionInput,
): Promise<Inspection> {
  const { em, actor } = context;
  const point = await readPoint(context, input.point);
  const staff = await inspectorOf(context, point);
  point.insistInUse("INSPECT");
  const finding = input.finding?.trim() || null;
  if (!input.effective && !finding)
    throw invalidInput({ finding: "say what does not work, so that it can be repaired" });
  const inspection = em.create(Inspection, {
    id: newId("isp", operatorOf(point.id)),
    firmId: point.firmId,
    communityId: point.communityId,
    point,
    staff,
    effective: input.effective,
    finding,
    at: now(),
  });
  if (!input.effective) {
    const project = await em.findOneOrFail(PropertyProject, point.project.id);
    const order = await writeOrder(em, project, {
      title: `${point.place} ${point.code} 巡检失效`,
      note: finding,
      foundByPersonId: staff.personId,
    });
    inspection.workOrderId = order.id;
    record(em, order, WorkOrderEventKind.CREATED, {
      by: actor.name,
      organisation: project.firmShortName,
      note: finding,
    });
  }
  em.persist(inspection);
  if (input.photos?.length) {
    const evidence = { preparedFor: point.id, subject: inspection.id, caption: "巡检照片" };
    await attachPhotos(context, input.photos, evidence);
  }
  announceInspection(em, inspection);
  await em.flush();
  return inspection;
}

/** What was inspected, latest first, as far as the actor may see it. */
export function listInspections(
  { em, actor }: Context,
  { firm, point }: { firm?: string | null | undefined; point?: string | null | undefined },
  page: PageArgs,
): Promise<Connection<Inspection>> {
  actor.require("case:read");
  const where: FilterQuery<Inspection>[] = [workOf(actor)];
  if (firm) where.push({ firmId: requireId(firm, "firm") });
  if (point) where.push({ point: requireId(point, "ipt") });
  return findPage(em, Inspection, { $and: where }, { by: "at", direction: "desc" }, page);
}
