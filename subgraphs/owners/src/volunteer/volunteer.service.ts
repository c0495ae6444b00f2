import {
  type Context,
  forbidden,
  newId,
  notFound,
  now,
  requireId,
  shanghaiDate,
} from "@hutong/kit";

import { Volunteer } from "./volunteer.entity.js";
import { announceVolunteer, VolunteerEventKind } from "./volunteer.events.js";
import { mayReadVolunteers, mayVolunteer } from "./volunteer.policy.js";

/**
 * Enters the actor as a volunteer; said twice, or after having left, they are one and the same.
 * @throws HutongError `INVALID_ID`, `FORBIDDEN`
 */
export async function joinVolunteers(context: Context, community: string): Promise<Volunteer> {
  const { actor, em } = context;
  if (!mayVolunteer(actor, requireId(community, "cty"))) {
    throw forbidden("Only those who live in a community volunteer there");
  }
  const own = { communityId: community, personId: actor.id };
  const today = shanghaiDate(now());
  em.clear();
  return em.transactional(async (inner) => {
    const already = (await inner.count(Volunteer, { ...own, leftOn: null })) > 0;
    await inner.upsert(
      Volunteer,
      { ...own, id: newId("vol"), name: actor.name, joinedOn: today, leftOn: null },
      {
        onConflictFields: ["communityId", "personId"],
        onConflictMergeFields: ["leftOn", "name"],
      },
    );
    inner.clear();
    const volunteer = await inner.findOneOrFail(Volunteer, own);
    if (!already) announceVolunteer(inner, volunteer, VolunteerEventKind.JOINED);
    return volunteer;
  });
}

/** @throws HutongError `INVALID_ID`, `NOT_FOUND` for who never joined */
export async function leaveVolunteers(context: Context, community: string): Promise<Volunteer> {
  const { actor, em } = context;
  actor.require("case:write");
  const volunteer = await em.findOne(Volunteer, {
    communityId: requireId(community, "cty"),
    personId: actor.id,
  });
  if (!volunteer) throw notFound(`volunteer ${actor.id} in ${community}`);
  if (volunteer.leftOn) return volunteer;
  volunteer.leftOn = shanghaiDate(now());
  announceVolunteer(em, volunteer, VolunteerEventKind.LEFT);
  await em.flush();
  return volunteer;
}

/** Who volunteers now, by name; null for who may not see the register. */
export async function volunteersOf(
  communityId: string,
  { em, actor }: Context,
): Promise<Volunteer[] | null> {
  if (!mayReadVolunteers(actor, communityId)) return null;
  return em.find(Volunteer, { communityId, leftOn: null }, { orderBy: { name: "asc", id: "asc" } });
}
