import { defineEntity, p } from "@mikro-orm/core";
import { GraphQLLocalDate } from "graphql-scalars";
import { Field, ID, ObjectType } from "type-graphql";

const VolunteerSchema = defineEntity({
  name: "Volunteer",
  tableName: "volunteer",
  properties: {
    id: p.string().primary(),
    communityId: p.string(),
    personId: p.string(),
    name: p.string(),
    joinedOn: p.date(),
    leftOn: p.date().nullable(),
  },
  // Somebody who comes back is the same volunteer.
  uniques: [{ properties: ["communityId", "personId"] }],
});

@ObjectType({ description: "An owner who walks the community for the others. 志愿者" })
export class Volunteer extends VolunteerSchema.class {
  @Field(() => ID, { description: "`vol_…`" })
  override id: string;

  @Field(() => GraphQLLocalDate, { description: "Since when. 加入日期" })
  override joinedOn: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: "Until when. 退出日期" })
  override leftOn: string | null;
}
VolunteerSchema.setClass(Volunteer);
