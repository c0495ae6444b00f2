import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

import { PropertyProject } from "../project/project.entity.js";
import { illegal } from "../transition.js";

export enum InspectionKind {
  HYDRANT = "HYDRANT",
  EXTINGUISHER = "EXTINGUISHER",
  FIRE_EXIT = "FIRE_EXIT",
  LIFT = "LIFT",
}
registerEnumType(InspectionKind, {
  name: "InspectionKind",
  description: "What is inspected once a month, and has to be effective to the last one. 巡检对象",
  valuesConfig: {
    HYDRANT: { description: "Fire hydrants. 消火栓" },
    EXTINGUISHER: { description: "Fire extinguishers. 灭火器" },
    FIRE_EXIT: { description: "Ways out in a fire. 疏散通道" },
    LIFT: { description: "Lifts. 电梯" },
  },
});

const InspectionPointSchema = defineEntity({
  name: "InspectionPoint",
  tableName: "inspection_point",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    communityId: p.string(),
    project: () => p.manyToOne(PropertyProject).ref(),
    kind: p.enum(() => InspectionKind),
    code: p.string(),
    place: p.string(),
    since: p.datetime().columnType("timestamptz(3)"),
    until: p.datetime().columnType("timestamptz(3)").nullable(),
  },
  uniques: [{ properties: ["project", "kind", "code"] }],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({ description: "One hydrant, extinguisher or the like, inspected monthly. 巡检点位" })
export class InspectionPoint extends InspectionPointSchema.class {
  @Field(() => ID, { description: "`ipt_f07_…`" })
  override id: string;

  @Field(() => InspectionKind, { description: "What it is. 类别" })
  override kind: InspectionKind;

  @Field({ description: "What stands on its plate. 编号" })
  override code: string;

  @Field({ description: "Where. 位置" })
  override place: string;

  @Field(() => Date, { nullable: true, description: "When it was taken away. 停用时间" })
  override until: Date | null;

  insistInUse(step: string): void {
    if (this.until) throw illegal("RETIRED", step);
  }

  retire(at: Date): void {
    this.insistInUse("RETIRE");
    this.until = at;
  }
}
InspectionPointSchema.setClass(InspectionPoint);
