import { ArrayMaxSize, Length, MaxLength } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

import { CheckInVerb } from "./task.state.js";

@InputType({ description: "A new cleaning task for a complaint. 新建保洁任务" })
export class CreateCleaningTaskInput {
  @Field(() => ID, { description: "The case it is for: `cmp_…`. 诉求编号" })
  complaint: string;

  @Field(() => ID, {
    description: "Whose crew is to do it: who cleans there, `ctr_…`. 保洁单位编号",
  })
  contractor: string;

  @Field({ description: "One line. 标题" })
  @Length(2, 80)
  title: string;

  @Field({ description: "Where, without a resident's name. 位置" })
  @Length(1, 60)
  place: string;

  @Field({ description: "By when; in the future. 截止时间" })
  dueAt: Date;
}

@InputType({ description: "A cleaner's own check-in. 打卡" })
export class CheckInInput {
  @Field(() => ID, { description: "The task: `tsk_…`. 任务编号" })
  task: string;

  @Field(() => CheckInVerb, { description: "What is reported. 内容" })
  verb: CheckInVerb;

  @Field(() => String, { nullable: true, description: "In one's own words. 说明" })
  @MaxLength(300)
  note?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      "Photos sent to where `prepareCleaningPhoto` said. A check-in of one's own that one is there or done needs one. 照片编号",
  })
  @ArrayMaxSize(6)
  photos?: string[] | null;
}

@InputType({ description: "A check-in to be taken back. 撤销打卡" })
export class UndoCheckInInput {
  @Field(() => ID, { description: "The check-in: `chk_…`. 打卡编号" })
  checkIn: string;
}

@InputType({ description: "A check-in that the crew leader enters for a cleaner. 班长代录" })
export class ProxyCheckInInput extends CheckInInput {
  @Field(() => ID, { description: "For whom, of the same crew: `cln_…`. 保洁员编号" })
  cleaner: string;
}

@InputType({ description: "Which task was seen to be done. 核查任务" })
export class VerifyCleaningTaskInput {
  @Field(() => ID, { description: "The task: `tsk_…`. 任务编号" })
  task: string;
}
