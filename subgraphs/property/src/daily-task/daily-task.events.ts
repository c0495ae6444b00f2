import { defineTopic, emit, LiveEvent } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";
import { Field, ObjectType, registerEnumType } from "type-graphql";

import type { DailyTask } from "./daily-task.entity.js";

export enum DailyTaskEventKind {
  SENT = "SENT",
  OPENED = "OPENED",
  GRABBED = "GRABBED",
  LAPSED = "LAPSED",
  DONE = "DONE",
  MISSED = "MISSED",
}
registerEnumType(DailyTaskEventKind, {
  name: "DailyTaskEventKind",
  description: "What happened to a daily task. 日常任务动态类别",
  valuesConfig: {
    SENT: { description: "It was sent. 下发" },
    OPENED: { description: "Not handled in time: open for grabbing. 开放抢单" },
    GRABBED: { description: "Somebody grabbed it. 抢单成功" },
    LAPSED: { description: "The grabber did not finish it: open again. 抢单逾期" },
    DONE: { description: "It was answered. 完成" },
    MISSED: { description: "The day ended without it. 未完成" },
  },
});

type Payload = { task: string; firm: string };

export const dailyTaskTopic = defineTopic<DailyTaskEventKind, Payload>("daily-task");

/** Announces, with the change itself, what happened to a task. */
export function announceTask(
  em: EntityManager,
  { id, firmId }: DailyTask,
  kind: DailyTaskEventKind,
): void {
  emit(em, dailyTaskTopic, kind, { task: id, firm: firmId });
}

@ObjectType({ description: "Something happened to a daily task. 日常任务动态" })
export class DailyTaskEvent extends LiveEvent<Payload> {
  @Field(() => DailyTaskEventKind, { description: "What. 类别" })
  kind: DailyTaskEventKind;
}
