import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, ObjectType } from "type-graphql";

const SettlementSchema = defineEntity({
  name: "Settlement",
  tableName: "settlement",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    month: p.string(),
    at: p.datetime().columnType("timestamptz(3)"),
  },
  uniques: [{ properties: ["firmId", "month"] }],
  indexes: [{ properties: ["firmId", "at", "id"] }],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({
  description:
    "A firm's rewards and penalties of a month, with what was taken back since the one before. 月度奖惩结算",
})
export class Settlement extends SettlementSchema.class {
  @Field(() => ID, { description: "`stl_f07_…`" })
  override id: string;

  @Field({ description: "`YYYY-MM`. 月份" })
  override month: string;

  @Field({ description: "When it was drawn up. 结算时间" })
  override at: Date;
}
SettlementSchema.setClass(Settlement);
