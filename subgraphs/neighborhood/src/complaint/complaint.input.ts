import { ComplaintCategory, ComplaintState } from "@hutong/kit";
import { IsMobilePhone, Length, MaxLength } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

import { ComplaintChannel, ComplaintGrade } from "./complaint.entity.js";

@InputType({ description: "Which complaints of a list. 筛选条件" })
export class ComplaintFilterInput {
  @Field(() => [ComplaintState], { nullable: true, description: "In one of these states. 状态" })
  states?: ComplaintState[] | null;

  @Field(() => [ComplaintCategory], { nullable: true, description: "About one of these. 类别" })
  categories?: ComplaintCategory[] | null;

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

@InputType({ description: "A new complaint. 新诉求" })
export class ReportComplaintInput {
  @Field(() => ID, { description: "Where. 小区" })
  community: string;

  @Field({ description: "One line. 标题" })
  @Length(2, 60)
  title: string;

  @Field({ description: "What happened. 内容" })
  @Length(2, 2000)
  description: string;

  @Field(() => ComplaintCategory, { description: "What it is about. 类别" })
  category: ComplaintCategory;

  @Field(() => ComplaintGrade, { defaultValue: ComplaintGrade.MINOR, description: "How bad. 等级" })
  grade: ComplaintGrade;

  @Field(() => ComplaintChannel, {
    defaultValue: ComplaintChannel.OWNER_PLATFORM,
    description: "How it came in. 来源",
  })
  channel: ComplaintChannel;

  @Field({ description: "Building and unit. 楼栋单元" })
  @Length(1, 60)
  publicPlace: string;

  @Field({ description: "Building, unit and room. 详细位置" })
  @Length(1, 60)
  place: string;

  @Field({ description: "Name of the reporter. 反映人" })
  @Length(1, 30)
  reporterName: string;

  @Field({ description: "Mobile phone of the reporter. 反映人电话" })
  @IsMobilePhone("zh-CN", {}, { message: "must be a mobile phone number of mainland China" })
  reporterPhone: string;
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

@InputType({ description: "Which complaint is the same as which. 合并诉求" })
export class MergeComplaintInput {
  @Field(() => ID, { description: "The one to be joined. 被合并诉求" })
  complaint: string;

  @Field(() => ID, { description: "The one that goes on. 保留诉求" })
  into: string;
}

@InputType({ description: "Why somebody needs the reporter's name and phone. 查看身份信息" })
export class RevealReporterInput {
  @Field(() => ID, { description: "The case. 诉求编号" })
  complaint: string;

  @Field({ description: "For what; written to the ledger that the person can read. 用途" })
  @Length(4, 200)
  purpose: string;
}
