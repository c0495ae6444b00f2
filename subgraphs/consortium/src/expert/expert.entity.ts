import { Skill } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, Int, ObjectType } from "type-graphql";

import { PropertyFirm } from "../firm/firm.entity.js";

const ExpertSchema = defineEntity({
  name: "Expert",
  tableName: "expert",
  properties: {
    id: p.string().primary(),
    personId: p.string().unique(),
    firm: () => p.manyToOne(PropertyFirm).ref(),
    name: p.string(),
    title: p.string(),
    skills: p.json<Skill[]>(),
    years: p.integer(),
    phone: p.string(),
  },
});

@Directive('@key(fields: "id")')
@ObjectType({ description: "Somebody of a member firm whom all firms may ask for help. 专家" })
export class Expert extends ExpertSchema.class {
  @Field(() => ID, { description: "`exp_…`" })
  override id: string;

  @Field(() => ID, { description: "The person, as tokens name them: `per_…`. 人员编号" })
  override personId: string;

  @Field({ description: "Real name. 姓名" })
  override name: string;

  @Field({ description: "Professional title. 职称" })
  override title: string;

  @Field(() => [Skill], { description: "What they are good at. 专长" })
  override skills: Skill[];

  @Field(() => Int, { description: "Years in the trade. 从业年限" })
  override years: number;

  /** Whether one of the skills asked for is theirs; a request that names none fits everybody. */
  fits(skills: readonly Skill[]): boolean {
    return skills.length === 0 || skills.some((skill) => this.skills.includes(skill));
  }
}
ExpertSchema.setClass(Expert);
