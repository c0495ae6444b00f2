import { ComplaintCategory } from "@hutong/kit";
import { IsMobilePhone, Length, MaxLength } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "A call as it is taken down. 来电登记" })
export class LogTicketInput {
  @Field(() => ID, {
    description: "A UUID of the desk's: a call sent twice is one ticket. 幂等键",
  })
  @Length(8, 60)
  key: string;

  @Field(() => ID, { description: "Where. 小区" })
  community: string;

  @Field({ description: "One line. 标题" })
  @Length(2, 60)
  title: string;

  @Field({ description: "What the caller said. 来电内容" })
  @Length(2, 2000)
  description: string;

  @Field(() => ComplaintCategory, { description: "What it is about. 类别" })
  category: ComplaintCategory;

  @Field({ description: "Building and unit. 楼栋单元" })
  @Length(1, 60)
  publicPlace: string;

  @Field({ description: "Building, unit and room. 详细位置" })
  @Length(1, 60)
  place: string;

  @Field({ description: "Name of the caller; stays with the consortium. 来电人" })
  @Length(1, 30)
  callerName: string;

  @Field({ description: "Mobile phone of the caller; stays with the consortium. 来电电话" })
  @IsMobilePhone("zh-CN", {}, { message: "must be a mobile phone number of mainland China" })
  callerPhone: string;
}

@InputType({ description: "To whose head office a ticket goes, as the caller agrees. 直派总部" })
export class DirectTicketInput {
  @Field(() => ID, { description: "The ticket. 工单" })
  ticket: string;

  @Field(() => ID, { description: "The firm. 企业" })
  firm: string;

  @Field({ description: "How the caller agreed that the firm learns who called. 来电人同意" })
  @Length(2, 300)
  consent: string;
}

@InputType({ description: "What the caller said to what became of it. 反馈" })
export class FeedBackInput {
  @Field(() => ID, { description: "The ticket. 工单" })
  ticket: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "Satisfied or not; null when nobody answered. 是否满意",
  })
  satisfied?: boolean | null;

  @Field(() => String, { nullable: true, description: "In the caller's words. 意见" })
  @MaxLength(300)
  note?: string | null;
}

@InputType({ description: "A ticket, with a reason. 工单与理由" })
export class TicketReasonInput {
  @Field(() => ID, { description: "The ticket. 工单" })
  ticket: string;

  @Field({ description: "Why. 理由" })
  @Length(2, 300)
  reason: string;
}

@InputType({ description: "Which ticket. 工单" })
export class TicketInput {
  @Field(() => ID, { description: "The ticket. 工单" })
  ticket: string;
}
