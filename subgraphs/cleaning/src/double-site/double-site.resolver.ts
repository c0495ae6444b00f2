import { type Context, defineBatch, now } from "@hutong/kit";
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";

import { Community, communityOf } from "../community.extension.js";
import { Contractor } from "../contractor/contractor.entity.js";
import { Cleaner } from "../crew/cleaner.entity.js";
import { cleanerReference } from "../crew/crew.reference.js";

@ObjectType({
  description:
    "One person who checked in at two communities within a time in which nobody gets from one to the other. 人员复用",
})
export class DoubleSite {
  @Field({ description: "The first check-in. 第一次打卡时间" })
  firstAt: Date;

  @Field({ description: "The second check-in. 第二次打卡时间" })
  secondAt: Date;

  cleanerId: string;
  firstCommunityId: string;
  secondCommunityId: string;
}

/** Nobody is in two communities within this time. `[open]` in the rules; fifteen minutes by default. */
const apartMs = 15 * 60_000;
/** How far back is looked: what is older was dealt with or will not be. */
const lookBackDays = 31;

interface Row {
  readonly contractor_id: string;
  readonly cleaner_id: string;
  readonly first_at: string;
  readonly second_at: string;
  readonly first_community: string;
  readonly second_community: string;
}

/**
 * Two check-ins of one person, one after the other, in different communities and too close. People are
 * told apart by `person_id`, so somebody registered with two crews is found too.
 */
const doubleSitesOf = defineBatch<DoubleSite[]>(async (contractorIds, { em }) => {
  const rows = await em.execute<Row[]>(
    `select * from (
       select cleaner.contractor_id, cleaner.id as cleaner_id, check_in.at as second_at,
         lag(check_in.at) over person as first_at,
         task.community_id as second_community,
         lag(task.community_id) over person as first_community
       from check_in
         join cleaner on cleaner.id = check_in.by_id
         join cleaning_task task on task.id = check_in.task_id
       where cleaner.contractor_id in (?) and check_in.undone_at is null
         and check_in.at > ?::timestamptz - make_interval(days => ?)
       window person as (partition by cleaner.person_id order by check_in.at, check_in.id)
     ) pairs
     where first_community <> second_community
       and second_at - first_at < make_interval(secs => ?)
     order by second_at desc limit 100`,
    [[...contractorIds], now(), lookBackDays, apartMs / 1_000],
  );
  const byContractor = Map.groupBy(rows, (row) => row.contractor_id);
  return (id) =>
    (byContractor.get(id) ?? []).map((row) =>
      Object.assign(new DoubleSite(), {
        firstAt: new Date(row.first_at),
        secondAt: new Date(row.second_at),
        cleanerId: row.cleaner_id,
        firstCommunityId: row.first_community,
        secondCommunityId: row.second_community,
      }),
    );
});

@Resolver(() => DoubleSite)
export class DoubleSiteResolver {
  @FieldResolver(() => Cleaner, { nullable: true, description: "Who. 保洁员" })
  cleaner(@Root() { cleanerId }: DoubleSite, @Ctx() context: Context): Promise<Cleaner | null> {
    return cleanerReference.loadOne(cleanerId, context);
  }

  @FieldResolver(() => Community, { nullable: true, description: "First place. 第一处" })
  firstCommunity(@Root() { firstCommunityId }: DoubleSite): Community {
    return communityOf(firstCommunityId);
  }

  @FieldResolver(() => Community, { nullable: true, description: "Second place. 第二处" })
  secondCommunity(@Root() { secondCommunityId }: DoubleSite): Community {
    return communityOf(secondCommunityId);
  }
}

@Resolver(() => Contractor)
export class ContractorDoubleSitesResolver {
  @FieldResolver(() => [DoubleSite], {
    nullable: true,
    description:
      "People seen at two sites at once in the last month, for the contractor and the consortium. 人员复用提示",
  })
  async doubleSites(
    @Root() { id }: Contractor,
    @Ctx() context: Context,
  ): Promise<DoubleSite[] | null> {
    const { actor } = context;
    const may =
      actor.may("case:read") && (actor.is("SECRETARY", "SERVICE") || actor.isAt("CREW_LEADER", id));
    return may ? doubleSitesOf(id, context) : null;
  }
}
