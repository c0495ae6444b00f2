import {
  attachPhotos,
  type Connection,
  type Context,
  findPage,
  HutongError,
  invalidInput,
  newId,
  notFound,
  operatorOf,
  type PageArgs,
  requireId,
  now,
} from "@hutong/kit";
import { OptimisticLockError, ref } from "@mikro-orm/core";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { insist } from "../firm.policy.js";
import { PropertyProject } from "../project/project.entity.js";
import { projectReference } from "../project/project.reference.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { fundingOf, WorkKind } from "./work-kind.js";
import { WorkOrder } from "./work-order.entity.js";
import { record, WorkOrderEventKind } from "./work-order.events.js";
import type {
  ApproveFundingInput,
  ArriveOnSiteInput,
  AssignWorkOrderInput,
  CreateWorkOrderInput,
  SubmitWorkOrderInput,
} from "./work-order.input.js";
import { factsOf, mayApproveFunding, mayTake, readableBy } from "./work-order.policy.js";
import { workOrderReference } from "./work-order.reference.js";
import { WorkOrderState, WorkOrderStep } from "./work-order.state.js";
import { startPromises } from "./work-order.timers.js";

/** @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN` */
export async function readWorkOrder(context: Context, id: string): Promise<WorkOrder> {
  const order = await workOrderReference.loadOne(requireId(id, "wo"), context);
  if (!order) throw notFound(`work order ${id}`);
  return order;
}

/** Which orders of a list. */
export interface WorkOrderFilter {
  readonly firm?: string | null;
  readonly states?: readonly WorkOrderState[] | null;
}

/** The orders the actor may see, newest first. */
export async function listWorkOrders(
  { em, actor }: Context,
  { firm, states }: WorkOrderFilter,
  page: PageArgs,
): Promise<Connection<WorkOrder>> {
  actor.require("case:read");
  const where: FilterQuery<WorkOrder>[] = [readableBy(actor)];
  if (firm) where.push({ firmId: requireId(firm, "firm") });
  if (states?.length) where.push({ state: { $in: [...states] } });
  return findPage(em, WorkOrder, { $and: where }, { by: "createdAt", direction: "desc" }, page);
}

const caseQuery = /* GraphQL */ `
  query CaseForWorkOrder($id: ID!) {
    complaint(id: $id) {
      responsibleFirm {
        id
      }
      community {
        id
      }
    }
  }
`;

interface CaseAnswer {
  readonly complaint: {
    readonly responsibleFirm: { readonly id: string } | null;
    readonly community: { readonly id: string };
  } | null;
}

/** Writes an order for a complaint that the actor's firm is responsible for. */
export async function createWorkOrder(
  context: Context,
  input: CreateWorkOrderInput,
): Promise<WorkOrder> {
  const { em, actor, graph } = context;
  actor.require("case:write");
  insist(
    actor.isAt("FIRM_MANAGER", requireId(input.firm, "firm")),
    "Work orders are written by the firm's manager",
  );
  const { complaint } = await graph.ask<CaseAnswer>(caseQuery, {
    id: requireId(input.complaint, "cmp"),
  });
  if (!complaint) throw notFound(`complaint ${input.complaint}`);
  insist(complaint.responsibleFirm?.id === actor.org, "Your firm is not responsible for this case");
  const project = await em.findOne(PropertyProject, {
    communityId: complaint.community.id,
    firmId: actor.org,
    handedOverOn: null,
  });
  if (!project) throw notFound(`project of your firm in community ${complaint.community.id}`);
  const order = await writeOrder(em, project, {
    complaintId: input.complaint,
    title: input.title,
    work: input.work,
    note: input.note?.trim() || null,
  });
  record(em, order, WorkOrderEventKind.CREATED, {
    by: actor.name,
    organisation: project.firmShortName,
    note: order.note ?? `工单 ${order.number}`,
  });
  await em.flush();
  return order;
}

/** What a new order says of itself. */
export interface NewWorkOrder {
  readonly complaintId?: string;
  readonly title: string;
  readonly work?: WorkKind;
  readonly note?: string | null;
  readonly createdAt?: Date;
  readonly foundByPersonId?: string;
}

/** Puts a new order into the firm's book and starts its promises, to be flushed by the caller. */
export async function writeOrder(
  em: EntityManager,
  project: PropertyProject,
  { work = WorkKind.MINOR_REPAIR, ...order }: NewWorkOrder,
): Promise<WorkOrder> {
  const operator = operatorOf(project.id);
  const created = em.create(WorkOrder, {
    id: newId("wo", operator),
    number: await nextNumber(em, operator),
    title: order.title,
    state: WorkOrderState.CREATED,
    work,
    funding: fundingOf(work),
    firmId: project.firmId,
    project,
    communityId: project.communityId,
    complaintId: order.complaintId ?? null,
    note: order.note ?? null,
    createdAt: order.createdAt ?? now(),
    foundByPersonId: order.foundByPersonId ?? null,
  });
  em.persist(created);
  startPromises(em, created);
  return created;
}

const { ASSIGN } = WorkOrderStep;

const eventOf: Readonly<Record<WorkOrderStep, WorkOrderEventKind>> = {
  ASSIGN: WorkOrderEventKind.ASSIGNED,
  ACCEPT: WorkOrderEventKind.ACCEPTED,
  ARRIVE: WorkOrderEventKind.ARRIVED,
  SUBMIT: WorkOrderEventKind.SUBMITTED,
  APPROVE: WorkOrderEventKind.APPROVED,
  CLOSE: WorkOrderEventKind.CLOSED,
  REWORK: WorkOrderEventKind.SENT_BACK,
  ASK_EXPERT: WorkOrderEventKind.NEEDS_EXPERT,
  RESUME: WorkOrderEventKind.RESUMED,
};

/** What the case's timeline says when the actor said nothing. */
const sayings: Readonly<Record<WorkOrderStep, string>> = {
  ASSIGN: "已派单",
  ACCEPT: "已接单",
  ARRIVE: "已到场",
  SUBMIT: "已提交完工",
  APPROVE: "已验收",
  CLOSE: "工单已关闭",
  REWORK: "已退回返工",
  ASK_EXPERT: "申请专家会诊",
  RESUME: "恢复处理",
};

/** What a step brings with it, beside the step. */
export interface StepDetails {
  readonly note?: string | null;
  readonly saying?: string;
  /** What has to be in order before the step is taken. */
  readonly prepare?: (order: WorkOrder) => Promise<void>;
  readonly change?: (order: WorkOrder) => void;
}

/**
 * Takes one step of an order: who may, then whether it leads on, then the change, its entry in the
 * book and its event in one transaction.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`, `CONFLICT`
 */
export async function takeStep(
  context: Context,
  id: string,
  step: WorkOrderStep,
  details: StepDetails = {},
): Promise<WorkOrder> {
  const { em, actor } = context;
  const order = await readWorkOrder(context, id);
  insist(mayTake(actor, factsOf(order), step), `Your role cannot ${step} this work order`);
  const note = details.note?.trim() || null;
  await details.prepare?.(order);
  order.take(step, note);
  details.change?.(order);
  const project = await projectReference.loadOne(order.project.id, context);
  record(em, order, eventOf[step], {
    by: actor.name,
    organisation: project?.firmShortName ?? null,
    note: note ?? details.saying ?? sayings[step],
  });
  await flushStep(em);
  return order;
}

async function flushStep(em: EntityManager): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof OptimisticLockError) throw new HutongError("CONFLICT");
    throw error;
  }
}

/** Records the owners' approval of their fund's paying for an order. */
export async function approveFunding(
  context: Context,
  { workOrder, resolution, limitFen }: ApproveFundingInput,
): Promise<WorkOrder> {
  const { em, actor } = context;
  const order = await readWorkOrder(context, workOrder);
  insist(
    mayApproveFunding(actor, factsOf(order)),
    "The fund is the owners': their committee approves",
  );
  order.approveFunding(resolution, limitFen, actor.name, now());
  record(em, order, WorkOrderEventKind.FUNDING_APPROVED, {
    by: actor.name,
    organisation: "业主委员会",
    note: resolution,
  });
  await flushStep(em);
  return order;
}

/** Comes to the place, with photos of how it was found where they were taken. */
export function arriveOnSite(
  context: Context,
  { workOrder, note, photos }: ArriveOnSiteInput,
): Promise<WorkOrder> {
  return takeStep(context, workOrder, WorkOrderStep.ARRIVE, {
    note: note ?? null,
    prepare: async (order) => {
      if (!photos?.length) return;
      const evidence = { preparedFor: order.id, subject: order.id, caption: "到场照片" };
      await attachPhotos(context, photos, evidence);
    },
  });
}

/** Reports the work done, with photos; whoever does so for the assignee is named instead. */
export function submitWorkOrder(
  context: Context,
  { workOrder, note, photos }: SubmitWorkOrderInput,
): Promise<WorkOrder> {
  const { actor } = context;
  return takeStep(context, workOrder, WorkOrderStep.SUBMIT, {
    note,
    prepare: async (order) => {
      if (!photos?.length) {
        if (order.assigneePersonId !== actor.id) return;
        throw invalidInput({ photos: "show the work with at least one photo" });
      }
      const evidence = { preparedFor: order.id, subject: order.id, caption: "完工照片" };
      await attachPhotos(context, photos, evidence);
    },
    change: (order) => {
      order.submittedByPersonId = actor.id;
      order.submittedByProxy = order.assigneePersonId === actor.id ? null : actor.name;
    },
  });
}

/** Gives an order to one of the firm's own staff. */
export async function assignWorkOrder(
  context: Context,
  input: AssignWorkOrderInput,
): Promise<WorkOrder> {
  const order = await readWorkOrder(context, input.workOrder);
  insist(
    mayTake(context.actor, factsOf(order), ASSIGN),
    `Your role cannot ${ASSIGN} this work order`,
  );
  const staff = await context.em.findOne(FirmStaff, requireId(input.staff, "stf"));
  if (!staff) throw notFound(`staff ${input.staff}`);
  if (staff.firmId !== order.firmId)
    throw invalidInput({ staff: "must be registered with the same firm" });
  return takeStep(context, order.id, ASSIGN, {
    saying: `已派单给${staff.name}`,
    change: (changed) => {
      changed.assignee = ref(staff);
      changed.assigneePersonId = staff.personId;
    },
  });
}

/** `GD-<firm>-<count>`: from a sequence, so that two at once never share one. */
async function nextNumber(em: EntityManager, operator = "f00"): Promise<string> {
  const [row] = await em.execute<{ next: string }[]>("select nextval('work_order_number') as next");
  return `GD-${operator.slice(1)}-${row!.next.padStart(4, "0")}`;
}
