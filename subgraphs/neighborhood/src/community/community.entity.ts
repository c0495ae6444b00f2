import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, Int, ObjectType } from "type-graphql";

import { Grid } from "../grid/grid.entity.js";

const CommunitySchema = defineEntity({
  name: "Community",
  tableName: "community",
  properties: {
    id: p.string().primary(),
    code: p.string().unique(),
    name: p.string(),
    address: p.string(),
    builtYear: p.integer(),
    households: p.integer(),
    x: p.integer(),
    y: p.integer(),
    firmId: p.string().nullable(),
    /** Where a change of firm was told of: a change told late that was before it counts no more. */
    firmSince: p.date().nullable(),
    grid: () => p.manyToOne(Grid).ref(),
  },
});

@Directive('@key(fields: "id")')
@ObjectType({ description: "A residential community behind one gate. 小区" })
export class Community extends CommunitySchema.class {
  @Field(() => ID, { description: "`cty_…`" })
  override id: string;

  @Field({ description: "Initials by which it is typed in a hurry; unique in the town. 拼音简码" })
  override code: string;

  @Field({ description: "Name. 名称" })
  override name: string;

  @Field({ description: "Street address. 地址" })
  override address: string;

  @Field(() => Int, { description: "Year it was built. 建成年份" })
  override builtYear: number;

  @Field(() => Int, { description: "Number of households. 户数" })
  override households: number;

  @Field(() => Int, { description: "Place on the town's map, 0 to 1000 from the west. 地图横坐标" })
  override x: number;

  @Field(() => Int, {
    description: "Place on the town's map, 0 to 1000 from the north. 地图纵坐标",
  })
  override y: number;
}
CommunitySchema.setClass(Community);
