import { defineEntity, p } from "@mikro-orm/core";
import { Skill } from "@hutong/kit";
import { LocalDateResolver } from "graphql-scalars";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

import { PropertyProject } from "../project/project.entity.js";
import { illegal } from "../transition.js";

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
    /** Keyed hash of the ID number; null for who was registered before numbers were asked for. */
    idHash: p.string().nullable().hidden(),
    vettedOn: p.date().nullable(),
    leftOn: p.date().nullable(),
  },
  // One for the list of a firm's staff, in its order.
  indexes: [{ properties: ["firmId", "registeredOn", "id"] }],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
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

  @Field(() => LocalDateResolver, {
    nullable: true,
    description: "Since when they may serve in people's homes. 入户资格审核日期",
  })
  override vettedOn: string | null;

  @Field(() => LocalDateResolver, { nullable: true, description: "Their last day. 离职日期" })
  override leftOn: string | null;

  @Field(() => Boolean, { description: "Whether the ID number was checked. 是否已核验身份证" })
  identityVerified(): boolean {
    return this.idHash != null;
  }

  /** @throws HutongError `ILLEGAL_TRANSITION` for somebody who has left */
  insistActive(step: string): void {
    if (this.leftOn) throw illegal("LEFT", step);
  }

  /** May serve in people's homes from now on. */
  vet(on: string): void {
    this.insistActive("VET");
    this.vettedOn ??= on;
  }

  leave(on: string): void {
    this.insistActive("LEAVE");
    this.leftOn = on;
    this.onDuty = false;
  }
}
FirmStaffSchema.setClass(FirmStaff);
