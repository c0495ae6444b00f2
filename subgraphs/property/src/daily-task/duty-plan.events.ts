import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { DutyPlan } from "./duty-plan.entity.js";

export enum DutyPlanEventKind {
  PLANNED = "PLANNED",
  ENDED = "ENDED",
}
registerEnumType(DutyPlanEventKind, {
  name: "DutyPlanEventKind",
  description: "What happened to a plan of daily tasks. 任务计划动态类别",
  valuesConfig: {
    PLANNED: { description: "Its tasks are sent from now on. 新建" },
    ENDED: { description: "No more are sent. 停用" },
  },
});

type Payload = { plan: string; firm: string };

export const dutyPlanTopic = defineTopic<DutyPlanEventKind, Payload>("duty-plan");

/** Announces, with the change itself, that a plan began or ended. */
export function announcePlan(
  em: EntityManager,
  { id, firmId }: DutyPlan,
  kind: DutyPlanEventKind,
): void {
  emit(em, dutyPlanTopic, kind, { plan: id, firm: firmId });
}

@ObjectType({ description: "A plan of daily tasks began or ended. 任务计划动态" })
export class DutyPlanEvent extends LiveEvent<Payload> {
  @Field(() => DutyPlanEventKind, { description: "What. 类别" })
  kind: DutyPlanEventKind;
}
