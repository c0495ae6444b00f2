import { defineEntity, p } from "@mikro-orm/core";
import { LocalDateResolver } from "graphql-scalars";
import { Directive, Field, ID, ObjectType } from "type-graphql";

import { illegal } from "../transition.js";

const PropertyProjectSchema = defineEntity({
  name: "PropertyProject",
  tableName: "property_project",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    /** What the firm is called in a timeline: short, without 有限公司. */
    firmShortName: p.string(),
    communityId: p.string(),
    name: p.string(),
    address: p.string(),
    hotline: p.string(),
    /** Not a foreign key: staff belong to a project, so the two would need each other. */
    managerId: p.string().nullable(),
    startedOn: p.date(),
    handedOverOn: p.date().nullable(),
  },
  // A firm serves a community once: a dispatched complaint finds exactly one project.
  uniques: [{ properties: ["communityId", "firmId"] }],
  indexes: [{ properties: ["firmId", "name"] }],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({ description: "A firm's service centre in one community. 物业项目(服务中心)" })
export class PropertyProject extends PropertyProjectSchema.class {
  @Field(() => ID, { description: "`prj_f07_…`" })
  override id: string;

  @Field({ description: "Name. 项目名称" })
  override name: string;

  @Field({ description: "Where its office is. 办公地址" })
  override address: string;

  @Field({ description: "Phone of its front desk. 服务电话" })
  override hotline: string;

  @Field(() => LocalDateResolver, {
    nullable: true,
    description: "From which day another firm serves the community. 移交日期",
  })
  override handedOverOn: string | null;

  /** @throws HutongError `ILLEGAL_TRANSITION` where another firm serves the community now */
  insistServing(step: string): void {
    if (this.handedOverOn) throw illegal("HANDED_OVER", step);
  }
}
PropertyProjectSchema.setClass(PropertyProject);
