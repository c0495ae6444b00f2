import { defineEntity, p } from "@mikro-orm/core";
import { Skill } from "@hutong/kit";
import { Directive, Field, ID, Int, ObjectType } from "type-graphql";

import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { illegal } from "../transition.js";

const DutyPlanSchema = defineEntity({
  name: "DutyPlan",
  tableName: "duty_plan",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    communityId: p.string(),
    project: () => p.manyToOne(PropertyProject).ref().index(),
    staff: () => p.manyToOne(FirmStaff).ref(),
    title: p.string(),
    skill: p.enum(() => Skill).nullable(),
    /** 1 for Monday to 7 for Sunday. */
    weekdays: p.json<number[]>(),
    sendAt: p.string(),
    dueAt: p.string(),
    createdAt: p.datetime().columnType("timestamptz(3)"),
    endedAt: p.datetime().columnType("timestamptz(3)").nullable(),
  },
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({ description: "What somebody is to do on certain days of the week. 日常任务计划" })
export class DutyPlan extends DutyPlanSchema.class {
  @Field(() => ID, { description: "`pln_f07_…`" })
  override id: string;

  @Field({ description: "What. 任务" })
  override title: string;

  @Field(() => Skill, { nullable: true, description: "What it takes. 所需专长" })
  override skill: Skill | null;

  @Field(() => [Int], { description: "On which days, 1 for Monday to 7 for Sunday. 星期" })
  override weekdays: number[];

  @Field({ description: "From when, `HH:MM` in Asia/Shanghai. 下发时刻" })
  override sendAt: string;

  @Field({ description: "By when; then it opens for grabbing. 完成时刻" })
  override dueAt: string;

  @Field(() => Date, { nullable: true, description: "When the plan ended. 停用时间" })
  override endedAt: Date | null;

  end(at: Date): void {
    if (this.endedAt) throw illegal("ENDED", "END");
    this.endedAt = at;
  }
}
DutyPlanSchema.setClass(DutyPlan);
