import { Skill } from "@hutong/kit";
import { ArrayMaxSize, Length, Matches } from "class-validator";
import { LocalDateResolver } from "graphql-scalars";
import { Field, ID, InputType } from "type-graphql";

import { StaffPost } from "./staff.entity.js";

@InputType({ description: "Somebody to be registered under the real name. 实名登记" })
export class RegisterStaffInput {
  @Field(() => ID, { description: "The service centre they work for: `prj_…`. 项目" })
  project: string;

  @Field({ description: "Real name; an alias is refused. 姓名" })
  @Length(2, 40)
  name: string;

  @Field({
    description: "Resident identity number; checked, and kept only as a hash. 居民身份证号码",
  })
  @Length(18, 24)
  idNumber: string;

  @Field(() => StaffPost, { description: "Post. 岗位" })
  post: StaffPost;

  @Field({ description: "Mobile phone. 手机" })
  @Matches(/^1\d{10}$/, { message: "must be a mobile number of eleven digits" })
  phone: string;

  @Field(() => [Skill], { defaultValue: [], description: "What they are good at. 专长" })
  @ArrayMaxSize(12)
  skills: Skill[];

  @Field(() => ID, {
    nullable: true,
    description: "As whom they sign in: `per_…`; without one, a new person. 登录身份",
  })
  @Matches(/^per_\w{1,40}$/, { message: "must be the id of a person" })
  person?: string | null;
}

@InputType({ description: "A step that concerns one of the staff. 人员办理" })
export class StaffInput {
  @Field(() => ID, { description: "Who: `stf_…`. 人员" })
  staff: string;
}

@InputType({ description: "Somebody leaves the firm. 离职" })
export class StaffLeavesInput extends StaffInput {
  @Field(() => LocalDateResolver, {
    nullable: true,
    description: "The last day; without one, today. 离职日期",
  })
  on?: string | null;
}

@InputType({ description: "A file of staff to be registered. 批量实名登记" })
export class ImportStaffInput {
  @Field(() => ID, { description: "The firm: `firm_…`. 企业" })
  firm: string;

  @Field({
    description:
      "CSV with the columns 姓名, 身份证号, 岗位, 电话, 项目, 专长 (several joined by 、). 文件内容",
  })
  @Length(1, 2_000_000)
  csv: string;

  @Field({ defaultValue: true, description: "Only try it and tell every problem. 试运行" })
  dryRun: boolean;
}
