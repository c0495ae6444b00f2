import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";

import { DailyTask } from "../daily-task/daily-task.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { next, type Steps } from "../transition.js";

export enum GrabState {
  RUNNING = "RUNNING",
  DONE = "DONE",
  LAPSED = "LAPSED",
}
registerEnumType(GrabState, {
  name: "GrabState",
  description: "How far somebody has come with a task they grabbed. 抢单状态",
  valuesConfig: {
    RUNNING: { description: "They work on it. 处理中" },
    DONE: { description: "They did it. 已完成" },
    LAPSED: { description: "They did not finish it in time. 逾期失效" },
  },
});

const grabSteps: Steps<"FINISH" | "LAPSE", GrabState> = {
  FINISH: { from: [GrabState.RUNNING], to: GrabState.DONE },
  LAPSE: { from: [GrabState.RUNNING], to: GrabState.LAPSED },
};

const GrabSchema = defineEntity({
  name: "Grab",
  tableName: "grab",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    task: () => p.manyToOne(DailyTask).ref(),
    grabber: () => p.manyToOne(FirmStaff).ref(),
    responsible: () => p.manyToOne(FirmStaff).ref(),
    personId: p.string(),
    state: p.enum(() => GrabState),
    /** Null where no agreement was in force: then there are no amounts either. */
    agreementId: p.string().nullable(),
    rewardFen: p.integer().nullable(),
    penaltyFen: p.integer().nullable(),
    at: p.datetime().columnType("timestamptz(3)"),
    dueAt: p.datetime().columnType("timestamptz(3)"),
    endedAt: p.datetime().columnType("timestamptz(3)").nullable(),
  },
  indexes: [
    { properties: ["task", "at"] },
    { properties: ["firmId", "at", "id"] },
    { properties: ["personId", "at", "id"] },
  ],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({
  description:
    "That somebody took on a task another had not handled in time; recorded with or without money. 抢单记录",
})
export class Grab extends GrabSchema.class {
  @Field(() => ID, { description: "`grb_f07_…`" })
  override id: string;

  @Field(() => GrabState, { description: "How far they have come. 状态" })
  override state: GrabState;

  @Field(() => Int, {
    nullable: true,
    description: "What it earns when done, in fen; null without an agreement. 奖励(分)",
  })
  override rewardFen: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "What it costs the one responsible, in fen; null without an agreement. 扣罚(分)",
  })
  override penaltyFen: number | null;

  @Field({ description: "When it was grabbed. 抢单时间" })
  override at: Date;

  @Field({ description: "By when it is to be done. 完成时限" })
  override dueAt: Date;

  @Field(() => Date, { nullable: true, description: "When it ended. 结束时间" })
  override endedAt: Date | null;

  finish(at: Date): void {
    this.state = next(grabSteps, this.state, "FINISH");
    this.endedAt = at;
  }

  lapse(at: Date): void {
    this.state = next(grabSteps, this.state, "LAPSE");
    this.endedAt = at;
  }
}
GrabSchema.setClass(Grab);
