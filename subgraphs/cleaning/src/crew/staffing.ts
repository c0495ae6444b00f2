import { type Context, defineBatch, now, shanghaiDate } from "@hutong/kit";
import {
  Ctx,
  Directive,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Resolver,
  Root,
} from "type-graphql";

import { Community } from "../community.extension.js";
import { ServedCommunity } from "./served-community.entity.js";

@ObjectType({
  description:
    "How many cleaners are registered for a community and were seen there today. 保洁人员",
})
export class CleaningStaffing {
  @Field(() => Int, { description: "Registered in the crew that cleans here. 在册人数" })
  registered: number;

  @Field(() => Int, { description: "Checked in to a task here today. 今日打卡人数" })
  present: number;
}

interface Row {
  readonly community_id: string;
  readonly registered: number;
  readonly present: number;
}

/** The cleaners of communities; null where no contractor cleans. */
const staffingOf = defineBatch<CleaningStaffing | null>(async (asked, { em }) => {
  // Who cleans there may have moved to a server of its own, and left rows behind.
  const served = await em.find(ServedCommunity, { communityId: { $in: [...asked] } });
  const communityIds = served.map(({ communityId }) => communityId);
  if (communityIds.length === 0) return () => null;
  // Cleaners clock in by checking in: whoever has sent something today, China's day, is there.
  const today = new Date(`${shanghaiDate(now())}T00:00:00+08:00`);
  const rows = await em.execute<Row[]>(
    `select community_id,
       (select count(*)::int from cleaner where cleaner.crew_id = served.crew_id
         and cleaner.retired_on is null) as registered,
       coalesce(here.present, 0) as present
     from served_community served left join (
       select task.community_id, count(distinct check_in.by_id)::int as present
       from check_in join cleaning_task task on task.id = check_in.task_id
         join cleaner on cleaner.id = check_in.by_id and cleaner.retired_on is null
       where check_in.at >= ? and task.community_id in (?)
       group by task.community_id) here using (community_id)
     where community_id in (?)`,
    [today, communityIds, communityIds],
  );
  const byCommunity = new Map(
    rows.map(({ community_id, registered, present }) => [community_id, { registered, present }]),
  );
  return (id) => byCommunity.get(id) ?? null;
});

@Resolver(() => Community)
export class CleaningStaffingResolver {
  @Directive("@gather(orderBy: [])")
  @FieldResolver(() => CleaningStaffing, {
    nullable: true,
    description:
      "Registered and present cleaners, to be held against what the contract promises. 保洁在册与在岗人数",
  })
  cleaningStaffing(
    @Root() { id }: Community,
    @Ctx() context: Context,
  ): Promise<CleaningStaffing | null> {
    return staffingOf(id, context);
  }
}
