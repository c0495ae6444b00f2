import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { Cleaner } from "./cleaner.entity.js";

export enum CleanerEventKind {
  REGISTERED = "REGISTERED",
  MOVED = "MOVED",
  RETIRED = "RETIRED",
  TRAINED = "TRAINED",
  LEADS = "LEADS",
}
registerEnumType(CleanerEventKind, {
  name: "CleanerEventKind",
  description: "What happened in a contractor's register of cleaners. 保洁员动态类别",
  valuesConfig: {
    REGISTERED: { description: "Registered under the real name. 实名登记" },
    MOVED: { description: "Went to another crew. 调班组" },
    RETIRED: { description: "Left the contractor. 离职" },
    TRAINED: { description: "Was shown something. 培训" },
    LEADS: { description: "Leads their crew from now on. 任班长" },
  },
});

type Payload = { cleaner: string; contractor: string };

export const cleanerTopic = defineTopic<CleanerEventKind, Payload>("cleaner");

/** Announces, with the change itself, what happened with a cleaner. */
export function announceCleaner(
  em: EntityManager,
  { id, contractorId }: Cleaner,
  kind: CleanerEventKind,
): void {
  emit(em, cleanerTopic, kind, { cleaner: id, contractor: contractorId });
}

@ObjectType({
  description: "Something happened in a contractor's register of cleaners. 保洁员动态",
})
export class CleanerEvent extends LiveEvent<Payload> {
  @Field(() => CleanerEventKind, { description: "What. 类别" })
  kind: CleanerEventKind;
}
