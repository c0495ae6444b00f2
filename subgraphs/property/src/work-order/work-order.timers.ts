import { defineTimer, setTimer, type TimerTools } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { PropertyProject } from "../project/project.entity.js";
import { onSiteDue, respondDue } from "./work-order.clocks.js";
import { WorkOrder } from "./work-order.entity.js";
import { record, WorkOrderEventKind } from "./work-order.events.js";

/** The firm promised to respond within 30 minutes, and has not. */
export const respondTimer = defineTimer({
  name: "work-order/respond",
  fire: (tools, { subject }) =>
    breach(tools, subject, (order) => order.acceptedAt ?? order.onSiteAt, "超过 30 分钟未响应"),
});

/** The firm promised to be on site within 2 hours, and is not. */
export const onSiteTimer = defineTimer({
  name: "work-order/on-site",
  fire: (tools, { subject }) =>
    breach(tools, subject, (order) => order.onSiteAt, "超过 2 小时未到场"),
});

/** Starts both promises of a new order, with the order itself. */
export function startPromises(em: EntityManager, order: WorkOrder): void {
  setTimer(em, respondTimer, order.id, respondDue(order));
  setTimer(em, onSiteTimer, order.id, onSiteDue(order));
}

/** A kept promise needs no clearing of its timer: the timer looks. */
async function breach(
  { em, now }: TimerTools,
  id: string,
  keptAt: (order: WorkOrder) => Date | null | undefined,
  note: string,
): Promise<void> {
  const order = await em.findOne(WorkOrder, id);
  if (!order || keptAt(order) || order.closedAt) return;
  order.fallOverdue();
  const project = await em.findOneOrFail(PropertyProject, order.project.id);
  record(
    em,
    order,
    WorkOrderEventKind.OVERDUE,
    { by: "系统", organisation: project.firmShortName, note },
    now,
  );
}
