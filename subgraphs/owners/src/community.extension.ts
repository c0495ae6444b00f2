import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";

/** The posts of a firm's own staff: as in `HeadcountPost`, without those of contractors. */
export enum StaffPost {
  PROJECT_MANAGER = "PROJECT_MANAGER",
  STEWARD = "STEWARD",
  REPAIRER = "REPAIRER",
  SECURITY = "SECURITY",
  CLEANING_SUPERVISOR = "CLEANING_SUPERVISOR",
}
registerEnumType(StaffPost, {
  name: "StaffPost",
  description: "What somebody does for a firm. 岗位",
  valuesConfig: {
    PROJECT_MANAGER: { description: "Answers for a project. 项目经理" },
    STEWARD: { description: "Looks after a number of households. 管家" },
    REPAIRER: { description: "Repairs. 维修员" },
    SECURITY: { description: "Guards the gate and the grounds. 秩序员" },
    CLEANING_SUPERVISOR: { description: "Watches over the contractor's cleaning. 保洁主管" },
  },
});

@ObjectType({ description: "How many of a post are registered and present. 在册与在岗人数" })
export class Staffing {
  @Directive("@external")
  @Field(() => StaffPost, { description: "Post. 岗位" })
  post: StaffPost;

  @Directive("@external")
  @Field(() => Int, { description: "Registered and not left. 在册人数" })
  registered: number;

  @Directive("@external")
  @Field(() => Int, { description: "Clocked in now. 在岗人数" })
  present: number;
}

@ObjectType({ description: "How many cleaners are registered and were seen today. 保洁人员" })
export class CleaningStaffing {
  @Directive("@external")
  @Field(() => Int, { description: "Registered in the crews that clean here. 在册人数" })
  registered: number;

  @Directive("@external")
  @Field(() => Int, { description: "Checked in here today. 今日打卡人数" })
  present: number;
}

/** The firm's project, with what of it stands beside the promised headcount. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: "A firm's service centre in one community. 物业项目(服务中心)" })
export class PropertyProject {
  @Field(() => ID, { description: "`prj_f07_…`" })
  id: string;

  @Directive("@external")
  @Field(() => [Staffing], { nullable: true, description: "Its headcount by post. 在册与在岗" })
  staffing: Staffing[] | null;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: "A residential community behind one gate. 小区" })
export class Community {
  @Field(() => ID, { description: "`cty_…`" })
  id: string;

  @Directive("@external")
  @Field(() => [PropertyProject], {
    nullable: true,
    description: "The service centres in this community. 物业项目",
  })
  projects: PropertyProject[] | null;

  @Directive("@external")
  @Field(() => CleaningStaffing, {
    nullable: true,
    description: "The contractor's cleaners. 保洁人员",
  })
  cleaningStaffing: CleaningStaffing | null;
}

/** The other party's community by its id alone. */
export const communityOf = (id: string): Community => Object.assign(new Community(), { id });
