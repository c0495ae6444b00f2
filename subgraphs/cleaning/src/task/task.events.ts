import { defineTopic, emit, LiveEvent, newId, now } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import { TaskEntry } from "./task-entry.entity.js";
import type { CleaningTask } from "./task.entity.js";

export enum CleaningTaskEventKind {
  CREATED = "CREATED",
  CHECKED_IN = "CHECKED_IN",
  CHECK_IN_UNDONE = "CHECK_IN_UNDONE",
  VERIFIED = "VERIFIED",
  FREED = "FREED",
}
registerEnumType(CleaningTaskEventKind, {
  name: "CleaningTaskEventKind",
  description: "What happened to a cleaning task. 保洁任务事件",
  valuesConfig: {
    CREATED: { description: "It was written. 新建" },
    CHECKED_IN: { description: "Somebody checked in. 打卡" },
    CHECK_IN_UNDONE: { description: "A check-in was taken back. 撤销打卡" },
    VERIFIED: { description: "It was seen to be done. 核查" },
    FREED: { description: "Who had it left the crew: it is anybody's again. 待领" },
  },
});

type Payload = { entry: string; task: string; contractor: string; community: string; firm: string };

export const taskTopic = defineTopic<CleaningTaskEventKind, Payload>("cleaning-task");

/** What an entry says of what happened. */
export interface EntryText {
  readonly by: string;
  readonly organisation?: string | null;
  readonly note?: string | null;
}

/** Writes what happened into the contractor's book and announces it, with the change itself. */
export function record(
  em: EntityManager,
  task: CleaningTask,
  kind: CleaningTaskEventKind,
  text: EntryText,
): void {
  const entry = em.create(TaskEntry, {
    id: newId("tke"),
    taskId: task.id,
    by: text.by,
    organisation: text.organisation ?? null,
    note: text.note ?? null,
    at: now(),
  });
  em.persist(entry);
  emit(em, taskTopic, kind, {
    entry: entry.id,
    task: task.id,
    contractor: task.contractor.id,
    community: task.communityId,
    firm: task.firmId,
  });
}

@ObjectType({ description: "Something happened to a cleaning task. 保洁任务动态" })
export class CleaningTaskEvent extends LiveEvent<Payload> {
  @Field(() => CleaningTaskEventKind, { description: "What. 类别" })
  kind: CleaningTaskEventKind;
}

/** What a policy decides an event by. */
export const factsOfEvent = ({ contractor, community, firm }: Payload) => ({
  contractorId: contractor,
  communityId: community,
  firmId: firm,
});
