import { defineEntity, p } from "@mikro-orm/core";
import { Field, ID, ObjectType } from "type-graphql";

const ViewerSchema = defineEntity({
  name: "Viewer",
  tableName: "viewer",
  properties: {
    /** One per open stream, so that two windows of one person end apart. */
    id: p.string().primary(),
    complaintId: p.string(),
    personId: p.string(),
    name: p.string(),
    role: p.string(),
    since: p.datetime().columnType("timestamptz(3)"),
    seenAt: p.datetime().columnType("timestamptz(3)"),
  },
});

@ObjectType({ description: "Somebody who has this case open now. 正在查看的人" })
export class Viewer extends ViewerSchema.class {
  @Field(() => ID, { description: "Id of the person. 人员编号" })
  override personId: string;

  @Field({ description: "Real name. 姓名" })
  override name: string;

  @Field({ description: "Role, as in the token. 角色" })
  override role: string;

  @Field({ description: "Since when. 开始时间" })
  override since: Date;
}
ViewerSchema.setClass(Viewer);
