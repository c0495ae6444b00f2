import { defineEntity, p } from "@mikro-orm/core";
import { Skill } from "@hutong/kit";
import { LocalDateResolver } from "graphql-scalars";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

import { PropertyProject } from "../project/project.entity.js";

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

const FirmStaffSchema = defineEntity({
  name: "FirmStaff",
  tableName: "firm_staff",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    project: () => p.manyToOne(PropertyProject).ref().index(),
    personId: p.string().index(),
    name: p.string(),
    post: p.enum(() => StaffPost),
    phone: p.string(),
    skills: p.json<Skill[]>(),
    onDuty: p.boolean(),
    registeredOn: p.date(),
  },
});

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "Somebody who works for a firm, registered under the real name; aliases 花名 are refused. 物业人员(实名)",
})
export class FirmStaff extends FirmStaffSchema.class {
  @Field(() => ID, { description: "`stf_f07_…`" })
  override id: string;

  @Field({ description: "Real name. 姓名" })
  override name: string;

  @Field(() => StaffPost, { description: "Post. 岗位" })
  override post: StaffPost;

  @Field(() => [Skill], { description: "What they are good at. 专长" })
  override skills: Skill[];

  @Field({ description: "Whether they are on duty now. 是否在岗" })
  override onDuty: boolean;

  @Field(() => LocalDateResolver, { description: "Since when they are registered. 登记日期" })
  override registeredOn: string;
}
FirmStaffSchema.setClass(FirmStaff);
