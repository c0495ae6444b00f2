import { Skill } from "@hutong/kit";
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

@InputType({ description: "What somebody is to do on certain days. 新建任务计划" })
export class PlanDutyInput {
  @Field(() => ID, { description: "Where: `prj_…`. 项目" })
  project: string;

  @Field(() => ID, { description: "Who is responsible: `stf_…`. 责任人" })
  staff: string;

  @Field({ description: "What. 任务" })
  @Length(2, 80)
  title: string;

  @Field(() => Skill, { nullable: true, description: "What it takes. 所需专长" })
  skill?: Skill | null;

  @Field(() => [Int], { description: "On which days, 1 for Monday to 7 for Sunday. 星期" })
  @ArrayMinSize(1)
  @ArrayUnique()
  @Min(1, { each: true })
  @Max(7, { each: true })
  weekdays: number[];

  @Field({ defaultValue: "08:00", description: "From when, `HH:MM`. 下发时刻" })
  @Matches(clock, { message: "must be a time like 08:00" })
  sendAt: string;

  @Field({ defaultValue: "12:00", description: "By when, the same day. 完成时刻" })
  @Matches(clock, { message: "must be a time like 12:00" })
  dueAt: string;
}

@InputType({ description: "A plan that is over. 停用任务计划" })
export class EndDutyInput {
  @Field(() => ID, { description: "Which: `pln_…`. 计划" })
  plan: string;
}

@InputType({ description: "A task is done. 完成任务" })
export class AnswerTaskInput {
  @Field(() => ID, { description: "Which: `dtk_…`. 任务" })
  task: string;

  @Field(() => [ID], { description: "Photos that were sent for this task. 照片" })
  @ArrayMinSize(1)
  @ArrayMaxSize(9)
  photos: string[];

  @Field(() => String, { nullable: true, description: "In one's own words. 说明" })
  @MaxLength(500)
  note?: string | null;
}

@InputType({ description: "Somebody takes an open task. 抢单" })
export class GrabTaskInput {
  @Field(() => ID, { description: "Which: `dtk_…`. 任务" })
  task: string;
}
