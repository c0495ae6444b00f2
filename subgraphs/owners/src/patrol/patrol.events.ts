import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { Patrol } from "./patrol.entity.js";

export enum PatrolEventKind {
  PLANNED = "PLANNED",
  STARTED = "STARTED",
  FINISHED = "FINISHED",
  CANCELLED = "CANCELLED",
}
registerEnumType(PatrolEventKind, {
  name: "PatrolEventKind",
  description: "What happened to a patrol. 巡查动态",
  valuesConfig: {
    PLANNED: { description: "It was planned. 计划" },
    STARTED: { description: "It began. 开始" },
    FINISHED: { description: "It was walked. 完成" },
    CANCELLED: { description: "It was called off. 取消" },
  },
});

type Payload = { patrol: string; community: string; person: string };

export const patrolTopic = defineTopic<PatrolEventKind, Payload>("patrol");

/** Announces what happened, with the change itself. */
export function announce(
  em: EntityManager,
  { id, communityId, personId }: Patrol,
  kind: PatrolEventKind,
): void {
  emit(em, patrolTopic, kind, { patrol: id, community: communityId, person: personId });
}

@ObjectType({ description: "Something happened to a patrol. 巡查动态" })
export class PatrolEvent extends LiveEvent<Payload> {
  @Field(() => PatrolEventKind, { description: "What. 类别" })
  kind: PatrolEventKind;
}
