import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { Inspection } from "./inspection.entity.js";

export enum InspectionEventKind {
  FOUND_EFFECTIVE = "FOUND_EFFECTIVE",
  FOUND_DEFECTIVE = "FOUND_DEFECTIVE",
}
registerEnumType(InspectionEventKind, {
  name: "InspectionEventKind",
  description: "What an inspection found. 巡检结果",
  valuesConfig: {
    FOUND_EFFECTIVE: { description: "It works. 有效" },
    FOUND_DEFECTIVE: { description: "It does not; a work order was written. 失效(已建工单)" },
  },
});

type Payload = { inspection: string; firm: string; community: string };

export const inspectionTopic = defineTopic<InspectionEventKind, Payload>("inspection");

/** Announces an inspection with its record. */
export function announceInspection(em: EntityManager, done: Inspection): void {
  const { FOUND_EFFECTIVE, FOUND_DEFECTIVE } = InspectionEventKind;
  emit(em, inspectionTopic, done.effective ? FOUND_EFFECTIVE : FOUND_DEFECTIVE, {
    inspection: done.id,
    firm: done.firmId,
    community: done.communityId,
  });
}

@ObjectType({ description: "Something was inspected. 巡检动态" })
export class InspectionEvent extends LiveEvent<Payload> {
  @Field(() => InspectionEventKind, { description: "What was found. 结果" })
  kind: InspectionEventKind;
}
