import { ComplaintCategory } from "@hutong/kit";
import { ArrayMaxSize, ArrayMinSize, Length, Matches, MaxLength } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

import { ComplaintChannel, ComplaintGrade } from "../complaint/complaint.entity.js";

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

  @Field(() => ComplaintGrade, {
    nullable: true,
    description: "How bad; the rules grade it too, and the graver counts. 等级",
  })
  grade?: ComplaintGrade | null;

  @Field(() => ComplaintChannel, {
    nullable: true,
    description: "How it came in; without, the actor's own way. 来源",
  })
  channel?: ComplaintChannel | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Its number where it came from: sent again, it is the same case and nothing is added. 来源单号",
  })
  @Length(1, 60)
  sourceRef?: string | null;

  @Field({ description: "Building and unit. 楼栋单元" })
  @Length(1, 60)
  publicPlace: string;

  @Field({ description: "Building, unit and room. 详细位置" })
  @Length(1, 60)
  place: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      "Photos sent to where `prepareComplaintPhoto` said for the community, at most 6. 照片编号",
  })
  @ArrayMaxSize(6)
  photos?: string[] | null;

  @Field({ description: "Name of the reporter. 反映人" })
  @Length(1, 30)
  reporterName: string;

  @Field({
    description:
      "Mobile phone of the reporter; masked, `138****1234`, where who brings it keeps it. 反映人电话",
  })
  @Matches(/^1[3-9]\d(\d{8}|\*{4}\d{4})$/, {
    message: "must be a mobile phone number of mainland China",
  })
  reporterPhone: string;
}

@InputType({ description: "Photos for a case. 补充照片" })
export class AddComplaintPhotosInput {
  @Field(() => ID, { description: "The case. 诉求编号" })
  complaint: string;

  @Field(() => [ID], {
    description: "Sent to where `prepareComplaintPhoto` said for the case, at most 6. 照片编号",
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(6)
  photos: string[];

  @Field(() => String, { nullable: true, description: "What they show. 说明" })
  @MaxLength(60)
  caption?: string | null;
}

@InputType({ description: "What is about to be reported, to see whether it is known. 查重" })
export class DuplicateInput {
  @Field(() => ID, { description: "Where. 小区" })
  community: string;

  @Field(() => ComplaintCategory, { description: "What it is about. 类别" })
  category: ComplaintCategory;

  @Field({ description: "Its title and what happened. 内容" })
  @MaxLength(2100)
  text: string;

  @Field({ defaultValue: "", description: "Building and unit. 楼栋单元" })
  @MaxLength(60)
  publicPlace: string;
}
