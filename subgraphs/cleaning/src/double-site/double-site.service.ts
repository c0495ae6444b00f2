import { type Context, defineBatch, emit, forbidden, notFound, now, requireId } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Contractor } from "../contractor/contractor.entity.js";
import { maySettle } from "../contractor/contractor.policy.js";
import type { Cleaner } from "../crew/cleaner.entity.js";
import type { CheckIn } from "../task/check-in.entity.js";
import type { CleaningTask } from "../task/task.entity.js";
import { DoubleSite } from "./double-site.js";
import { doubleSiteTopic } from "./double-site.events.js";
import type { CleaningSettingsInput } from "./double-site.input.js";

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
 * Two check-ins of one person, one after the other, in different communities and closer than the
 * contractor's setting. People are told apart by `person_id`, so somebody registered with two crews is
 * found too.
 */
export const doubleSitesOf = defineBatch<DoubleSite[]>(async (contractorIds, { em }) => {
  const rows = await em.execute<Row[]>(
    `select pairs.*, first.community_id as first_community, second.community_id as second_community
     from (
       select cleaner.contractor_id, cleaner.id as cleaner_id,
         check_in.at as second_at, check_in.task_id as second_task,
         lag(check_in.at) over person as first_at, lag(check_in.task_id) over person as first_task
       from check_in join cleaner on cleaner.id = check_in.by_id
       where cleaner.contractor_id in (?) and check_in.undone_at is null
         and check_in.at > ?::timestamptz - make_interval(days => ?)
       window person as (partition by cleaner.contractor_id, cleaner.person_id
         order by check_in.at, check_in.id)
     ) pairs
       join contractor on contractor.id = pairs.contractor_id
       join cleaning_task first on first.id = first_task
       join cleaning_task second on second.id = second_task
     where second_at - first_at < make_interval(mins => contractor.double_site_minutes)
       and first.community_id <> second.community_id
     order by second_at desc limit 100`,
    [[...contractorIds], now(), lookBackDays],
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

/**
 * Announces, with a check-in that is being written, that its cleaner was elsewhere just before. Call it
 * in the check-in's transaction.
 */
export async function announceDoubleSite(
  em: EntityManager,
  { at }: CheckIn,
  { communityId }: CleaningTask,
  { id, contractorId, personId }: Cleaner,
): Promise<void> {
  // Two rows of the register may be one person: their check-ins see each other one by one.
  await em.execute("select pg_advisory_xact_lock(hashtextextended(?, 2))", [personId]);
  const [before] = await em.execute<{ at: string; community_id: string }[]>(
    `select check_in.at, task.community_id
     from check_in
       join cleaner on cleaner.id = check_in.by_id
       join cleaning_task task on task.id = check_in.task_id
       join contractor on contractor.id = cleaner.contractor_id
     where cleaner.contractor_id = ? and cleaner.person_id = ? and check_in.undone_at is null
       and check_in.at > ?::timestamptz - make_interval(mins => contractor.double_site_minutes)
     order by check_in.at desc, check_in.id desc limit 1`,
    [contractorId, personId, at],
  );
  if (!before || before.community_id === communityId) return;
  emit(em, doubleSiteTopic, "SEEN", {
    contractor: contractorId,
    cleaner: id,
    firstAt: new Date(before.at).toISOString(),
    secondAt: at.toISOString(),
    firstCommunity: before.community_id,
    secondCommunity: communityId,
  });
}

/** Settles anew what the input names. @throws HutongError `FORBIDDEN` for all but the secretariat */
export async function changeCleaningSettings(
  { em, actor }: Context,
  { contractor: id, doubleSiteMinutes }: CleaningSettingsInput,
): Promise<Contractor> {
  requireId(id, "ctr");
  if (!maySettle(actor))
    throw forbidden("How contractors are looked at is settled by the consortium's secretariat");
  const contractor = await em.findOne(Contractor, id);
  if (!contractor) throw notFound(`contractor ${id}`);
  contractor.doubleSiteMinutes = doubleSiteMinutes;
  await em.flush();
  return contractor;
}
