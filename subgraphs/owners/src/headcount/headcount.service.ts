import { type Context, defineBatch, emit, forbidden, newId, now, requireId } from "@hutong/kit";

import type { Community, StaffPost } from "../community.extension.js";
import { HeadcountPost } from "../contract/contract.entity.js";
import { contractInForce } from "../contract/contract.reference.js";
import { HeadcountSighting } from "./headcount.entity.js";
import { headcountTopic } from "./headcount.events.js";
import type { RecordHeadcountInput } from "./headcount.input.js";
import { mayCount } from "./headcount.policy.js";
import { PostHeadcount } from "./post-headcount.type.js";

interface Seen {
  readonly community_id: string;
  readonly post: HeadcountPost;
  readonly count: number;
  readonly at: string;
}

/** What was last seen of each post of a community. */
const lastSeen = defineBatch<ReadonlyMap<HeadcountPost, Seen>>(async (communityIds, { em }) => {
  const rows = await em.execute<Seen[]>(
    `select last.* from unnest(string_to_array(?, ' ')) asked, unnest(string_to_array(?, ' ')) wanted,
       lateral (select community_id, post, count, at from headcount_sighting
         where community_id = asked and post = wanted order by at desc, id desc limit 1) last`,
    [communityIds.join(" "), Object.values(HeadcountPost).join(" ")],
  );
  const byCommunity = Map.groupBy(rows, ({ community_id }) => community_id);
  return (id) => new Map((byCommunity.get(id) ?? []).map((row) => [row.post, row]));
});

/** A firm's post by its name: contracts use the same names, and have posts of their own. */
const nameOf = (post: StaffPost): string => post;

/**
 * What the contract promises, what the parties have registered, who is there and what the committee
 * saw, by post. What a party that is away would have said is null, not zero.
 */
export async function headcountOf(
  { id, projects, cleaningStaffing }: Community,
  context: Context,
): Promise<PostHeadcount[]> {
  const [contract, seen] = await Promise.all([contractInForce(id, context), lastSeen(id, context)]);
  const promised = new Map(
    contract?.promisedHeadcount.map(({ post, count }) => [post, count] as const),
  );
  const staffing = projects?.flatMap((project) => project.staffing ?? []);
  const known = !projects?.some((project) => project.staffing === null);
  return Object.values(HeadcountPost).flatMap((post) => {
    const ofPost = staffing?.filter((one) => nameOf(one.post) === post);
    const byContractor = post === HeadcountPost.CLEANER ? cleaningStaffing : undefined;
    const count = (which: "registered" | "present"): number | null => {
      if (byContractor !== undefined) return byContractor?.[which] ?? null;
      if (!ofPost || !known) return null;
      return ofPost.reduce((sum, one) => sum + one[which], 0);
    };
    const at = seen.get(post)?.at;
    const row: PostHeadcount = {
      post,
      contracted: promised.get(post) ?? 0,
      registered: count("registered"),
      present: count("present"),
      seen: seen.get(post)?.count ?? null,
      seenAt: at ? new Date(at) : null,
    };
    return row.contracted || row.registered || row.present || row.seen ? [row] : [];
  });
}

/**
 * Records what the committee counted on site.
 * @throws HutongError `INVALID_ID`, `FORBIDDEN`
 */
export async function recordHeadcount(
  { actor, em }: Context,
  { community, seen }: RecordHeadcountInput,
): Promise<Community["id"]> {
  if (!mayCount(actor, requireId(community, "cty"))) {
    throw forbidden("Only the owners' committee counts for the owners");
  }
  const at = now();
  await em.fork().transactional(async (inner) => {
    await inner.insertMany(
      HeadcountSighting,
      seen.map(({ post, count }) => ({
        id: newId("hcs"),
        communityId: community,
        post,
        count,
        byName: actor.name,
        at,
      })),
    );
    emit(inner, headcountTopic, "COUNTED", { community });
  });
  return community;
}
