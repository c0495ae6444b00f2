import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

import { Crew } from "./crew.entity.js";

export enum PhoneKind {
  SMART = "SMART",
  FEATURE = "FEATURE",
}
registerEnumType(PhoneKind, {
  name: "PhoneKind",
  description: "What phone somebody owns: it decides how they can check in. 手机类型",
  valuesConfig: {
    SMART: { description: "Can show a page and take a photo. 智能手机" },
    FEATURE: { description: "Calls and SMS alone. 老年机" },
  },
});

const CleanerSchema = defineEntity({
  name: "Cleaner",
  tableName: "cleaner",
  properties: {
    id: p.string().primary(),
    contractorId: p.string(),
    crew: () => p.manyToOne(Crew).ref().index(),
    personId: p.string().index(),
    name: p.string(),
    phone: p.string(),
    phoneKind: p.enum(() => PhoneKind),
    trained: p.boolean(),
  },
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({ description: "A cleaner, registered under the real name. 保洁员(实名)" })
export class Cleaner extends CleanerSchema.class {
  @Field(() => ID, { description: "`cln_c02_…`" })
  override id: string;

  @Field({ description: "Real name. 姓名" })
  override name: string;

  @Field(() => PhoneKind, { description: "What phone they own. 手机类型" })
  override phoneKind: PhoneKind;

  @Field({ description: "Whether they were shown how to check in. 是否已培训" })
  override trained: boolean;
}
CleanerSchema.setClass(Cleaner);
