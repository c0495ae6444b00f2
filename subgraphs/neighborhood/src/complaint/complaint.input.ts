import { ComplaintCategory, ComplaintState } from "@hutong/kit";
import { Length, MaxLength } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

import { ComplaintGrade } from "./complaint.entity.js";

@InputType({ description: "Which complaints of a list. 筛选条件" })
export class ComplaintFilterInput {
  @Field(() => [ComplaintState], { nullable: true, description: "In one of these states. 状态" })
  states?: ComplaintState[] | null;

  @Field(() => [ComplaintCategory], { nullable: true, description: "About one of these. 类别" })
  categories?: ComplaintCategory[] | null;

  @Field(() => [ComplaintGrade], { nullable: true, description: "Of one of these grades. 等级" })
  grades?: ComplaintGrade[] | null;

  @Field(() => ID, { nullable: true, description: "In this community. 小区" })
  community?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Not closed, merged or refused yet. 仅未结案",
  })
  open?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "Words in the number, title or description. 关键字",
  })
  @MaxLength(60)
  search?: string | null;
}

@InputType({ description: "A step with its reason. 办理动作" })
export class ComplaintStepInput {
  @Field(() => ID, { description: "The case. 诉求编号" })
  complaint: string;

  @Field(() => String, {
    nullable: true,
    description: "Reason or answer, shown in the timeline. 说明",
  })
  @MaxLength(500)
  note?: string | null;
}

@InputType({ description: "How a complaint is classified and graded. 立案" })
export class FileComplaintInput extends ComplaintStepInput {
  @Field(() => ComplaintCategory, {
    nullable: true,
    description: "What it is about, if it was taken in as something else. 类别",
  })
  category?: ComplaintCategory | null;

  @Field(() => ComplaintGrade, {
    nullable: true,
    description: "How bad it is, if the rules judged otherwise. 等级",
  })
  grade?: ComplaintGrade | null;
}

@InputType({ description: "A step that needs a reason. 须说明理由的动作" })
export class ReasonedStepInput {
  @Field(() => ID, { description: "The case. 诉求编号" })
  complaint: string;

  @Field({ description: "The reason. 理由" })
  @Length(2, 500)
  reason: string;
}

@InputType({ description: "What the reporter said when called. 回访结果" })
export class CallBackInput extends ComplaintStepInput {
  @Field(() => Boolean, {
    nullable: true,
    description: "Satisfied or not; null when nobody answered. 是否满意",
  })
  satisfied?: boolean | null;
}

@InputType({ description: "Why somebody needs the reporter's name and phone. 查看身份信息" })
export class RevealReporterInput {
  @Field(() => ID, { description: "The case. 诉求编号" })
  complaint: string;

  @Field({ description: "For what; written to the ledger that the person can read. 用途" })
  @Length(4, 200)
  purpose: string;
}
