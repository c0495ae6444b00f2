import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, ObjectType } from "type-graphql";

const ContractorSchema = defineEntity({
  name: "Contractor",
  tableName: "contractor",
  properties: {
    id: p.string().primary(),
    /** Names the server that holds its data; its things carry it in their ids. */
    operator: p.string().unique(),
    name: p.string(),
    phone: p.string(),
    /** Nobody gets from one site to another in less; fifteen where nothing was settled. */
    doubleSiteMinutes: p.integer().default(15),
  },
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({
  description: "A cleaning contractor that firms have given the cleaning to. 外包保洁单位",
})
export class Contractor extends ContractorSchema.class {
  @Field(() => ID, { description: "`ctr_…`" })
  override id: string;

  @Field({ description: "Name. 名称" })
  override name: string;

  @Field({ description: "Phone of its office. 电话" })
  override phone: string;
}
ContractorSchema.setClass(Contractor);
