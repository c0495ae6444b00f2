import { defineEntity, p } from "@mikro-orm/core";
import { Field, ID, Int, ObjectType } from "type-graphql";

const PriceItemSchema = defineEntity({
  name: "PriceItem",
  tableName: "price_item",
  properties: {
    id: p.string().primary(),
    firmId: p.string().index(),
    service: p.string(),
    unit: p.string(),
    priceFen: p.integer(),
    note: p.text().nullable(),
    since: p.datetime().columnType("timestamptz(3)"),
    /** A price that is replaced stays, as orders were priced by it. */
    until: p.datetime().columnType("timestamptz(3)").nullable(),
  },
});

@ObjectType({ description: "One price of a firm's public list: nobody may charge more. 价目" })
export class PriceItem extends PriceItemSchema.class {
  @Field(() => ID, { description: "`pri_f07_…`" })
  override id: string;

  @Field({ description: "What for. 服务项目" })
  override service: string;

  @Field({ description: "Per what: a piece, an hour. 计价单位" })
  override unit: string;

  @Field(() => Int, { description: "The most that is charged for one unit, in fen. 单价上限(分)" })
  override priceFen: number;

  @Field(() => String, { nullable: true, description: "What it includes. 说明" })
  override note: string | null;

  @Field({ description: "Since when. 生效时间" })
  override since: Date;
}
PriceItemSchema.setClass(PriceItem);
