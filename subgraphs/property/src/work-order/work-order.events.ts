import { type Context, defineTopic, emit, LiveEvent, newId, now } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import { WorkOrderEntry } from "./work-order-entry.entity.js";
import { WorkOrder } from "./work-order.entity.js";
import { factsOf, mayRead } from "./work-order.policy.js";

export enum WorkOrderEventKind {
  CREATED = "CREATED",
  ASSIGNED = "ASSIGNED",
  ACCEPTED = "ACCEPTED",
  ARRIVED = "ARRIVED",
  SUBMITTED = "SUBMITTED",
  APPROVED = "APPROVED",
  CLOSED = "CLOSED",
  SENT_BACK = "SENT_BACK",
  OVERDUE = "OVERDUE",
  NEEDS_EXPERT = "NEEDS_EXPERT",
  RESUMED = "RESUMED",
  FUNDING_APPROVED = "FUNDING_APPROVED",
}
registerEnumType(WorkOrderEventKind, {
  name: "WorkOrderEventKind",
  description: "What happened to a work order. 工单事件",
  valuesConfig: {
    CREATED: { description: "It was written. 建单" },
    ASSIGNED: { description: "It was given to somebody. 派单" },
    ACCEPTED: { description: "Somebody took it on. 接单" },
    ARRIVED: { description: "Somebody is on site. 到场" },
    SUBMITTED: { description: "It was reported done. 提交" },
    APPROVED: { description: "It was seen to be done. 验收" },
    CLOSED: { description: "It was closed. 关闭" },
    SENT_BACK: { description: "It is to be done again. 返工" },
    OVERDUE: { description: "The firm's promise was broken; the note says which. 超时" },
    NEEDS_EXPERT: { description: "The firm needs an expert. 待专家会诊" },
    RESUMED: { description: "Somebody goes on with it. 恢复处理" },
    FUNDING_APPROVED: { description: "The owners pay for it from their fund. 维修基金获批" },
  },
});

type Payload = {
  entry: string;
  workOrder: string;
  firm: string;
  community: string;
  assignee: string | null;
};

export const workOrderTopic = defineTopic<WorkOrderEventKind, Payload>("work-order");

/** What an entry says of a step. */
export interface EntryText {
  readonly by: string;
  readonly organisation?: string | null;
  readonly note?: string | null;
}

/** Writes what happened into the firm's book and announces it, with the change itself. */
export function record(
  em: EntityManager,
  order: WorkOrder,
  kind: WorkOrderEventKind,
  text: EntryText,
  at = now(),
): void {
  const entry = em.create(WorkOrderEntry, {
    id: newId("woe"),
    workOrderId: order.id,
    by: text.by,
    organisation: text.organisation ?? null,
    note: text.note ?? null,
    at,
  });
  em.persist(entry);
  emit(em, workOrderTopic, kind, {
    entry: entry.id,
    workOrder: order.id,
    firm: order.firmId,
    community: order.communityId,
    assignee: order.assigneePersonId ?? null,
  });
}

@ObjectType({ description: "Something happened to a work order. 工单动态" })
export class WorkOrderEvent extends LiveEvent<Payload> {
  @Field(() => WorkOrderEventKind, { description: "What. 类别" })
  kind: WorkOrderEventKind;
}

/** Firm and community of an order never change; its assignee may have, so that is looked up. */
export async function concernsWorkOrder(
  payload: Payload,
  { actor, em }: Context,
): Promise<boolean> {
  const facts = {
    firmId: payload.firm,
    communityId: payload.community,
    assigneePersonId: payload.assignee,
  };
  if (!actor.is("EXPERT")) return mayRead(actor, facts);
  const order = await em.fork().findOne(WorkOrder, payload.workOrder);
  return order !== null && mayRead(actor, factsOf(order));
}
