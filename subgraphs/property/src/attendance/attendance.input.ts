import { Field, ID, InputType } from "type-graphql";

@InputType({ description: "Somebody comes to a site. 到岗打卡" })
export class ClockInInput {
  @Field(() => ID, { description: "The site: `prj_…`. 项目" })
  project: string;

  @Field(() => ID, {
    nullable: true,
    description: "For whom, when the manager enters it: `stf_…`; without it, oneself. 代录人员",
  })
  staff?: string | null;
}

@InputType({ description: "Somebody goes from a site. 离岗打卡" })
export class ClockOutInput {
  @Field(() => ID, { description: "The presence that ends: `att_…`. 考勤" })
  attendance: string;
}
