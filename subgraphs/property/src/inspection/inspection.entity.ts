import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, ObjectType } from "type-graphql";

import { FirmStaff } from "../staff/staff.entity.js";
import { InspectionPoint } from "./inspection-point.entity.js";

const InspectionSchema = defineEntity({
  name: "Inspection",
  tableName: "inspection",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    communityId: p.string(),
    point: () => p.manyToOne(InspectionPoint).ref(),
    staff: () => p.manyToOne(FirmStaff).ref(),
    effective: p.boolean(),
    finding: p.text().nullable(),
    /** The order that a defect brought about. */
    workOrderId: p.string().nullable(),
    at: p.datetime().columnType("timestamptz(3)"),
  },
  indexes: [
    { properties: ["point", "at"] },
    { properties: ["firmId", "at", "id"] },
    { properties: ["communityId", "at", "id"] },
  ],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({ description: "What was found at a point. 巡检记录" })
export class Inspection extends InspectionSchema.class {
  @Field(() => ID, { description: "`isp_f07_…`" })
  override id: string;

  @Field({ description: "Whether it works. 是否有效" })
  override effective: boolean;

  @Field(() => String, { nullable: true, description: "What was found. 情况" })
  override finding: string | null;

  @Field({ description: "When. 时间" })
  override at: Date;
}
InspectionSchema.setClass(Inspection);
