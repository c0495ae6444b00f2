import { defineEntity, p } from "@mikro-orm/core";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";

export enum DisclosureBasis {
  STATED_PURPOSE = "STATED_PURPOSE",
  ACCEPTED_OFFER = "ACCEPTED_OFFER",
}
registerEnumType(DisclosureBasis, {
  name: "DisclosureBasis",
  description: "Why somebody may see who the reporter is. 查看依据",
  valuesConfig: {
    STATED_PURPOSE: { description: "Asked for it with a purpose. 说明用途后查看" },
    ACCEPTED_OFFER: { description: "Their offer of help was accepted. 应援被采纳" },
  },
});

const DisclosureSchema = defineEntity({
  name: "Disclosure",
  tableName: "disclosure",
  properties: {
    id: p.string().primary(),
    complaintId: p.string(),
    personId: p.string(),
    name: p.string(),
    basis: p.enum(() => DisclosureBasis),
    purpose: p.text(),
    at: p.datetime().columnType("timestamptz(3)"),
  },
  uniques: [{ properties: ["complaintId", "personId"] }],
});

@ObjectType({
  description:
    "An entry of the ledger of who has seen a resident's name and address, and why. 隐私查看记录",
})
export class Disclosure extends DisclosureSchema.class {
  @Field(() => ID, { description: "`dis_…`" })
  override id: string;

  @Field({ description: "Who may see it. 查看人" })
  override name: string;

  @Field(() => DisclosureBasis, { description: "On what basis. 依据" })
  override basis: DisclosureBasis;

  @Field({ description: "For what, in their words. 用途" })
  override purpose: string;

  @Field({ description: "Since when. 时间" })
  override at: Date;
}
DisclosureSchema.setClass(Disclosure);
