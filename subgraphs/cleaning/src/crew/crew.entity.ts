import { defineEntity, p } from "@mikro-orm/core";
import { Field, ID, ObjectType } from "type-graphql";

import { Contractor } from "../contractor/contractor.entity.js";

const CrewSchema = defineEntity({
  name: "Crew",
  tableName: "crew",
  properties: {
    id: p.string().primary(),
    contractor: () => p.manyToOne(Contractor).ref().index(),
    name: p.string(),
    /** Not a foreign key: cleaners belong to a crew, so the two would need each other. */
    leaderId: p.string(),
    /** Who may enter check-ins for the others, told by their token. */
    leaderPersonId: p.string().index(),
  },
});

@ObjectType({
  description: "A crew of cleaners who look after some communities together. 保洁班组",
})
export class Crew extends CrewSchema.class {
  @Field(() => ID, { description: "`crew_c02_…`" })
  override id: string;

  @Field({ description: "Name. 班组名称" })
  override name: string;
}
CrewSchema.setClass(Crew);
