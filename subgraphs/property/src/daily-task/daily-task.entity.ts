import { defineEntity, p, ref } from "@mikro-orm/core";
import { Skill } from "@hutong/kit";
import { LocalDateResolver } from "graphql-scalars";
import { Directive, Field, ID, ObjectType } from "type-graphql";

import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { next } from "../transition.js";
import { DailyTaskState, dailyTaskSteps, DailyTaskStep } from "./daily-task.state.js";
import { DutyPlan } from "./duty-plan.entity.js";

const DailyTaskSchema = defineEntity({
  name: "DailyTask",
  tableName: "daily_task",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    communityId: p.string(),
    project: () => p.manyToOne(PropertyProject).ref(),
    plan: () => p.manyToOne(DutyPlan).ref(),
    date: p.date(),
    title: p.string(),
    skill: p.enum(() => Skill).nullable(),
    state: p.enum(() => DailyTaskState),
    staff: () => p.manyToOne(FirmStaff).ref(),
    /** Whose task it is now: the one responsible, the grabber, or nobody's while it is open. */
    holder: () => p.manyToOne(FirmStaff).ref().nullable(),
    holderPersonId: p.string().nullable(),
    sentAt: p.datetime().columnType("timestamptz(3)"),
    dueAt: p.datetime().columnType("timestamptz(3)"),
    closesAt: p.datetime().columnType("timestamptz(3)"),
    openedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    doneAt: p.datetime().columnType("timestamptz(3)").nullable(),
    note: p.text().nullable(),
  },
  // A plan brings one task a day, however often its job runs.
  uniques: [{ properties: ["plan", "date"] }],
  indexes: [
    { properties: ["firmId", "sentAt", "id"] },
    { properties: ["project", "sentAt", "id"] },
    { properties: ["holderPersonId", "sentAt", "id"] },
  ],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({ description: "What somebody has to do today, answered with a photo. 日常任务" })
export class DailyTask extends DailyTaskSchema.class {
  @Field(() => ID, { description: "`dtk_f07_…`" })
  override id: string;

  @Field(() => LocalDateResolver, { description: "Of which day. 日期" })
  override date: string;

  @Field({ description: "What. 任务" })
  override title: string;

  @Field(() => Skill, { nullable: true, description: "What it takes. 所需专长" })
  override skill: Skill | null;

  @Field(() => DailyTaskState, { description: "How far it has come. 状态" })
  override state: DailyTaskState;

  @Field({ description: "When it was sent. 下发时间" })
  override sentAt: Date;

  @Field({ description: "By when; then it opens for grabbing. 完成时限" })
  override dueAt: Date;

  @Field(() => Date, {
    nullable: true,
    description: "When it was opened for grabbing. 开放抢单时间",
  })
  override openedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was answered. 完成时间" })
  override doneAt: Date | null;

  @Field(() => String, { nullable: true, description: "What was said with the answer. 说明" })
  override note: string | null;

  answer(note: string | null, at: Date): void {
    this.take(DailyTaskStep.ANSWER);
    this.note = note;
    this.doneAt = at;
  }

  /** Not handled in time: anybody may have it, until somebody grabs it. */
  open(at: Date): void {
    this.take(DailyTaskStep.OPEN);
    this.openedAt ??= at;
    this.holder = null;
    this.holderPersonId = null;
  }

  grab(by: FirmStaff): void {
    this.take(DailyTaskStep.GRAB);
    this.holder = ref(by);
    this.holderPersonId = by.personId;
  }

  /** @throws HutongError `ILLEGAL_TRANSITION` unless it is open for grabbing */
  insistOpen(): void {
    next(dailyTaskSteps, this.state, DailyTaskStep.GRAB);
  }

  miss(): void {
    this.take(DailyTaskStep.MISS);
  }

  private take(step: DailyTaskStep): void {
    this.state = next(dailyTaskSteps, this.state, step);
  }
}
DailyTaskSchema.setClass(DailyTask);
