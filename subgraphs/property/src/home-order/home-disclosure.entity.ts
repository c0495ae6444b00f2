import { defineEntity, p } from "@mikro-orm/core";
import { Field, ObjectType } from "type-graphql";

const HomeDisclosureSchema = defineEntity({
  name: "HomeDisclosure",
  tableName: "home_disclosure",
  properties: {
    id: p.string().primary(),
    orderId: p.string().index(),
    personId: p.string(),
    name: p.string(),
    purpose: p.text(),
    at: p.datetime().columnType("timestamptz(3)"),
  },
});

@ObjectType({
  description:
    "Who was given a resident's name, phone and address for an order, and why. 隐私查看记录",
})
export class HomeDisclosure extends HomeDisclosureSchema.class {
  @Field({ description: "Who. 查看人" })
  override name: string;

  @Field({ description: "For what. 用途" })
  override purpose: string;

  @Field({ description: "Since when. 时间" })
  override at: Date;
}
HomeDisclosureSchema.setClass(HomeDisclosure);
