import { defineEntity, p } from "@mikro-orm/core";
import { defineBatch } from "@hutong/kit";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";

import { Cleaner } from "../crew/cleaner.entity.js";
import { CleaningTask } from "./task.entity.js";
import { CheckInVerb, CleaningTaskState } from "./task.state.js";

/** As long as the SMS grammar gives. */
const undoMs = 10 * 60_000;

export enum CheckInMethod {
  PHOTO = "PHOTO",
  SMS = "SMS",
  PROXY = "PROXY",
}
registerEnumType(CheckInMethod, {
  name: "CheckInMethod",
  description: "How a check-in came; all weigh the same. 打卡方式",
  valuesConfig: {
    PHOTO: { description: "By the three-tap photo page. 拍照打卡" },
    SMS: { description: "By SMS with a number code. 短信打卡" },
    PROXY: { description: "Entered by the crew leader, by name. 班长代录" },
  },
});

const CheckInSchema = defineEntity({
  name: "CheckIn",
  tableName: "check_in",
  properties: {
    id: p.string().primary(),
    task: () => p.manyToOne(CleaningTask).ref(),
    method: p.enum(() => CheckInMethod),
    verb: p.enum(() => CheckInVerb),
    at: p.datetime().columnType("timestamptz(3)"),
    by: () => p.manyToOne(Cleaner).ref(),
    proxyName: p.string().nullable(),
    note: p.text().nullable(),
    /** Who sent it: the cleaner, or the leader for them. Not known of those before they could be undone. */
    enteredBy: p.string().nullable(),
    stateBefore: p.enum(() => CleaningTaskState).nullable(),
    /** Whether it made a task that was nobody's the cleaner's. */
    tookTask: p.boolean().default(false),
    undoneAt: p.datetime().columnType("timestamptz(3)").nullable(),
  },
  indexes: [{ properties: ["task", "at"] }],
});

@ObjectType({ description: "What somebody reported of a task, and how it came. 打卡" })
export class CheckIn extends CheckInSchema.class {
  @Field(() => ID, { description: "`chk_c02_…`" })
  override id: string;

  @Field(() => CheckInMethod, { description: "How it came. 方式" })
  override method: CheckInMethod;

  @Field(() => CheckInVerb, { description: "What it says. 内容" })
  override verb: CheckInVerb;

  @Field({ description: "When. 时间" })
  override at: Date;

  @Field(() => String, {
    nullable: true,
    description: "Who entered it for them, if somebody did. 代录人",
  })
  override proxyName: string | null;

  @Field(() => String, { nullable: true, description: "In their words. 说明" })
  override note: string | null;

  @Field(() => Date, { nullable: true, description: "When it was taken back. 撤销时间" })
  override undoneAt: Date | null;

  /** Whether it is still time to take it back. */
  isFresh(at: Date): boolean {
    return at.getTime() - this.at.getTime() <= undoMs;
  }
}
CheckInSchema.setClass(CheckIn);

/** The check-ins of a task, oldest first. */
export const checkInsOf = defineBatch<CheckIn[]>(async (ids, { em }) => {
  const checkIns = await em.find(
    CheckIn,
    { task: { $in: [...ids] } },
    { orderBy: { at: "asc", id: "asc" } },
  );
  const byTask = Map.groupBy(checkIns, (checkIn) => checkIn.task.id);
  return (id) => byTask.get(id) ?? [];
});
