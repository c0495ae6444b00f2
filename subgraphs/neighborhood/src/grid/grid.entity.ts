import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, ObjectType } from "type-graphql";

@ObjectType({
  description:
    "Somebody who answers for a grid: a grid leader 网格长 or a grid worker 微网格员. 网格人员",
})
export class GridOfficer {
  @Field(() => ID, { description: "Id of the person. 人员编号" })
  personId: string;

  @Field({ description: "Real name. 姓名" })
  name: string;

  @Field({ description: "Office phone. 电话" })
  phone: string;
}

const GridSchema = defineEntity({
  name: "Grid",
  tableName: "grid",
  properties: {
    id: p.string().primary(),
    name: p.string(),
    committee: p.string(),
    leader: p.json<GridOfficer>(),
    workers: p.json<GridOfficer[]>(),
  },
});

@Directive('@key(fields: "id")')
@ObjectType({
  description: "A grid: the part of town that one team of grid workers looks after. 网格",
})
export class Grid extends GridSchema.class {
  @Field(() => ID, { description: "`grid_…`" })
  override id: string;

  @Field({ description: "Name of the grid. 网格名称" })
  override name: string;

  @Field(() => GridOfficer, { description: "The grid leader. 网格长" })
  override leader: GridOfficer;

  @Field(() => [GridOfficer], { description: "The grid workers. 微网格员" })
  override workers: GridOfficer[];
}
GridSchema.setClass(Grid);
