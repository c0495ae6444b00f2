import { type Context, defineBatch } from "@hutong/kit";
import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";

import { Community } from "../community/community.entity.js";
import { Grid } from "./grid.entity.js";

const communitiesOf = defineBatch<Community[]>(async (ids, { em }) => {
  const communities = await em.find(
    Community,
    { grid: { $in: [...ids] } },
    { orderBy: { name: "asc" } },
  );
  const byGrid = Map.groupBy(communities, (community) => community.grid.id);
  return (id) => byGrid.get(id) ?? [];
});

@Resolver(() => Grid)
export class GridResolver {
  @Query(() => [Grid], {
    description: "The grids the actor answers for; for other roles, none. 我的网格",
  })
  myGrids(@Ctx() { em, actor }: Context): Promise<Grid[]> {
    return em.find(Grid, { id: { $in: [...actor.grids] } }, { orderBy: { name: "asc" } });
  }

  @FieldResolver(() => [Community], { description: "Its communities. 网格内小区" })
  communities(@Root() { id }: Grid, @Ctx() context: Context): Promise<Community[]> {
    return communitiesOf(id, context);
  }
}
