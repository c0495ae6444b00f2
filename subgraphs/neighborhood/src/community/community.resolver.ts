import {
  type Connection,
  connectionOf,
  type Context,
  findPage,
  notFound,
  PageArgs,
  requireId,
} from "@hutong/kit";
import type { FilterQuery } from "@mikro-orm/postgresql";
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";

import { Complaint } from "../complaint/complaint.entity.js";
import { ComplaintFilterInput } from "../complaint/complaint.input.js";
import { listComplaints } from "../complaint/complaint-list.service.js";
import { firmOf, PropertyFirm } from "../firm.extension.js";
import { Grid } from "../grid/grid.entity.js";
import { gridReference } from "../grid/grid.reference.js";
import { Community } from "./community.entity.js";
import { communityReference } from "./community.reference.js";

const CommunityConnection = connectionOf(Community);
const CommunityComplaints = connectionOf(Complaint);

@Resolver(() => Community)
export class CommunityResolver {
  @Query(() => Community, { nullable: true, description: "One community. 小区" })
  async community(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`cty_…`" }) id: string,
  ): Promise<Community> {
    const community = await communityReference.loadOne(requireId(id, "cty"), context);
    if (!community) throw notFound(`community ${id}`);
    return community;
  }

  @Query(() => CommunityConnection, {
    description: "The communities of the town, by name. 小区列表",
  })
  communities(
    @Ctx() { em }: Context,
    @Args() page: PageArgs,
    @Arg("grid", () => ID, { nullable: true, description: "Only of this grid. 网格" })
    grid?: string,
  ): Promise<Connection<Community>> {
    const where: FilterQuery<Community> = grid ? { grid: requireId(grid, "grid") } : {};
    return findPage(em, Community, where, { by: "name", direction: "asc" }, page);
  }

  @FieldResolver(() => Grid, { description: "The grid it belongs to. 所属网格" })
  grid(@Root() community: Community, @Ctx() context: Context): Promise<Grid | null> {
    return gridReference.loadOne(community.grid.id, context);
  }

  @FieldResolver(() => PropertyFirm, {
    nullable: true,
    description: "The firm that serves it, if any does. 物业企业",
  })
  firm(@Root() community: Community): PropertyFirm | null {
    return firmOf(community.firmId);
  }

  @FieldResolver(() => CommunityComplaints, {
    nullable: true,
    description: "Its cases that are the actor's to see. 本小区诉求",
  })
  complaints(
    @Root() { id }: Community,
    @Ctx() context: Context,
    @Args() page: PageArgs,
  ): Promise<Connection<Complaint>> {
    const filter: ComplaintFilterInput = { community: id };
    return listComplaints(context, filter, page);
  }
}
