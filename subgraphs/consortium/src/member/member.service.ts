import {
  type Connection,
  type Context,
  findPage,
  newId,
  type PageArgs,
  shanghaiDate,
  now,
} from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { changeLocked, createInTransaction } from "../changes/change.js";
import { doerOf } from "../changes/history.js";
import { standingByConduct } from "../conduct/standing.js";
import { FirmStanding, PropertyFirm } from "../firm/firm.entity.js";
import { memberChanges } from "./member.changes.js";
import { Member, MemberKind, MemberStanding, MemberStep } from "./member.entity.js";
import type { AdmitInstitutionInput, MemberStepInput } from "./member.input.js";
import { requireMayKeepMembers, requireMayReadMembers } from "./member.policy.js";
import { readMember } from "./member.reference.js";

export interface MemberFilter {
  readonly kind?: MemberKind | null;
  readonly standing?: MemberStanding | null;
}

/** The member register, by name. */
export function listMembers(
  { em, actor }: Context,
  { kind, standing }: MemberFilter,
  page: PageArgs,
): Promise<Connection<Member>> {
  requireMayReadMembers(actor);
  const where = { ...(kind && { kind }), ...(standing && { standing }) };
  return findPage(em, Member, where, { by: "name", direction: "asc" }, page);
}

/** Takes a specialist institution in; a firm comes with its server, by the directory of operators. */
export async function admitInstitution(
  context: Context,
  { name, skills, hotline }: AdmitInstitutionInput,
): Promise<Member> {
  const { actor } = context;
  requireMayKeepMembers(actor);
  const id = newId("mem");
  await createInTransaction(context, async (em) => {
    const member = em.create(Member, {
      id,
      kind: MemberKind.INSTITUTION,
      name: name.trim(),
      firmId: null,
      skills,
      hotline,
      standing: MemberStanding.ACTIVE,
      joinedOn: shanghaiDate(now()),
      leftOn: null,
    });
    memberChanges.announce(em, member, MemberStep.ADMIT, await doerOf(em, actor));
  });
  return readMember(context, id);
}

/**
 * Suspends, reinstates or ends a membership; a firm's standing goes with it.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`
 */
export async function changeMembership(
  context: Context,
  { member: id, reason }: MemberStepInput,
  step: Exclude<MemberStep, MemberStep.ADMIT>,
): Promise<Member> {
  const { actor } = context;
  requireMayKeepMembers(actor);
  await readMember(context, id);
  await changeLocked(context, Member, id, async (member, em) => {
    member.take(step, shanghaiDate(now()));
    if (member.firmId) await setStanding(em, member);
    memberChanges.announce(em, member, step, await doerOf(em, actor), reason);
  });
  return readMember(context, id);
}

async function setStanding(em: EntityManager, { firmId, standing }: Member): Promise<void> {
  const firm = await em.findOneOrFail(PropertyFirm, firmId!);
  const active = standing === MemberStanding.ACTIVE;
  firm.standing = active ? await standingByConduct(em, firm.id) : FirmStanding.SUSPENDED;
}
