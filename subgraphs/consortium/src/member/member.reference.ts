import {
  type Context,
  conflict,
  defineBatch,
  defineReference,
  notFound,
  requireId,
} from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Member, MemberStanding } from "./member.entity.js";
import { requireMayReadMembers } from "./member.policy.js";

/** A member by its id. */
export const memberReference = defineReference<Member>("Member", (ids, { em, actor }) => {
  requireMayReadMembers(actor);
  return em.find(Member, { id: { $in: [...ids] } });
});

/** @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN` */
export async function readMember(context: Context, id: string): Promise<Member> {
  const member = await memberReference.loadOne(requireId(id, "mem"), context);
  if (!member) throw notFound(`member ${id}`);
  return member;
}

/** The membership of a firm. */
export const membershipOf = defineBatch<Member | null>(async (firmIds, { em }) => {
  const members = await em.find(Member, { firmId: { $in: [...firmIds] } });
  const byFirm = new Map(members.map((member) => [member.firmId, member]));
  return (firmId) => byFirm.get(firmId) ?? null;
});

/**
 * Insists that a firm is a member whose membership is in force.
 * @throws HutongError `CONFLICT`
 */
export async function requireActiveMember(em: EntityManager, firmId: string): Promise<void> {
  const active = await em.count(Member, { firmId, standing: MemberStanding.ACTIVE });
  if (active === 0) throw conflict("The firm's membership is not in force");
}
