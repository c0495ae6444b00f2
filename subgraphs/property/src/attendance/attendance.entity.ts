import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, ObjectType } from "type-graphql";

import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { illegal } from "../transition.js";

const AttendanceSchema = defineEntity({
  name: "Attendance",
  tableName: "attendance",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    project: () => p.manyToOne(PropertyProject).ref(),
    staff: () => p.manyToOne(FirmStaff).ref(),
    /** Two rows of the register may be one person: what is at two sites is the person. */
    personId: p.string(),
    startedAt: p.datetime().columnType("timestamptz(3)"),
    endedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    /** Who entered it for them, when they did not themselves. */
    proxyName: p.string().nullable(),
    /** The attendance at another site with which this one overlaps. */
    doubleWith: p.string().nullable(),
  },
  // One for each way the list is asked for, in its order.
  indexes: [
    { properties: ["firmId", "startedAt", "id"] },
    { properties: ["project", "startedAt", "id"] },
    { properties: ["staff", "startedAt", "id"] },
  ],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({ description: "Somebody's presence at one site, from clock-in to clock-out. 考勤" })
export class Attendance extends AttendanceSchema.class {
  @Field(() => ID, { description: "`att_f07_…`" })
  override id: string;

  @Field({ description: "Clocked in. 到岗时间" })
  override startedAt: Date;

  @Field(() => Date, { nullable: true, description: "Clocked out. 离岗时间" })
  override endedAt: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "Who entered it for them, if they did not themselves. 代录人",
  })
  override proxyName: string | null;

  @Field(() => Boolean, {
    description: "Whether they were said to be at another site at once. 是否人员复用",
  })
  atTwoSites(): boolean {
    return this.doubleWith != null;
  }

  /** @throws HutongError `ILLEGAL_TRANSITION` when it has ended already */
  end(at: Date): void {
    if (this.endedAt) throw illegal("ENDED", "CLOCK_OUT");
    this.endedAt = at;
  }
}
AttendanceSchema.setClass(Attendance);
