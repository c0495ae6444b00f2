import { type EntityClass, raw } from "@mikro-orm/core";
import { registerEnumType } from "type-graphql";

import { CallBack } from "../call-back/call-back.entity.js";
import { Contractor } from "../contractor/contractor.entity.js";
import { Cleaner } from "../crew/cleaner.entity.js";
import { Crew } from "../crew/crew.entity.js";
import { ServedCommunity } from "../crew/served-community.entity.js";
import { SmsMessage } from "../sms/sms-message.entity.js";
import { CheckIn } from "../task/check-in.entity.js";
import { TaskEntry } from "../task/task-entry.entity.js";
import { CleaningTask } from "../task/task.entity.js";
import { Training } from "../training/training.entity.js";

export enum CleaningBook {
  CONTRACTOR = "CONTRACTOR",
  CREWS = "CREWS",
  CLEANERS = "CLEANERS",
  SERVED_COMMUNITIES = "SERVED_COMMUNITIES",
  TASKS = "TASKS",
  TASK_ENTRIES = "TASK_ENTRIES",
  CHECK_INS = "CHECK_INS",
  SMS_MESSAGES = "SMS_MESSAGES",
  CALL_BACKS = "CALL_BACKS",
  TRAININGS = "TRAININGS",
}
registerEnumType(CleaningBook, {
  name: "CleaningBook",
  description: "One of the books a cleaning contractor keeps. 保洁台账",
  valuesConfig: {
    CONTRACTOR: { description: "The contractor itself. 单位" },
    CREWS: { description: "Crews. 班组" },
    CLEANERS: { description: "Cleaners under their real names. 保洁员" },
    SERVED_COMMUNITIES: { description: "Where it cleans, and for which firm. 服务小区" },
    TASKS: { description: "Tasks. 任务" },
    TASK_ENTRIES: { description: "Who did what with them. 任务记录" },
    CHECK_INS: { description: "Check-ins, however they came. 打卡" },
    SMS_MESSAGES: { description: "SMS from and to cleaners. 短信" },
    CALL_BACKS: { description: "Cleaners whom somebody calls back. 回电" },
    TRAININGS: { description: "Trainings. 培训" },
  },
});

interface Book {
  readonly entity: EntityClass<object>;
  /** Which rows are a contractor's. */
  readonly of: (contractor: string) => object;
}

const ofCleaners =
  (column: string) =>
  (contractor: string): object => ({
    [raw(`${column} in (select id from cleaner where contractor_id = ?)`, [contractor])]: [],
  });
const ofTasks = (contractor: string): object => ({
  [raw("task_id in (select id from cleaning_task where contractor_id = ?)", [contractor])]: [],
});
const ownRows = (contractor: string): object => ({ contractor });

/** What each book holds. The codes of tasks in SMS are nobody's property: they go from task to task. */
export const books: Readonly<Record<CleaningBook, Book>> = {
  CONTRACTOR: { entity: Contractor, of: (id) => ({ id }) },
  CREWS: { entity: Crew, of: ownRows },
  CLEANERS: { entity: Cleaner, of: (contractorId) => ({ contractorId }) },
  SERVED_COMMUNITIES: { entity: ServedCommunity, of: ownRows },
  TASKS: { entity: CleaningTask, of: ownRows },
  TASK_ENTRIES: { entity: TaskEntry, of: ofTasks },
  CHECK_INS: { entity: CheckIn, of: ofTasks },
  SMS_MESSAGES: { entity: SmsMessage, of: ofCleaners("cleaner_id") },
  CALL_BACKS: { entity: CallBack, of: ofCleaners("cleaner_id") },
  TRAININGS: { entity: Training, of: ofCleaners("cleaner_id") },
};
