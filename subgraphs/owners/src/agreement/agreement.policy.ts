import type { Actor } from "@hutong/kit";

import { AgreementSide } from "./agreement.state.js";

/** Whom an agreement concerns. */
export interface AgreementParties {
  readonly communityId: string;
  readonly firmId: string;
}

/** The side an actor may sign for, if any. */
export function sideOf(
  actor: Actor,
  { communityId, firmId }: AgreementParties,
): AgreementSide | null {
  if (!actor.may("case:write")) return null;
  if (actor.is("COMMITTEE_MEMBER") && actor.communities.has(communityId)) {
    return AgreementSide.OWNERS;
  }
  return actor.isAt("FIRM_MANAGER", firmId) ? AgreementSide.FIRM : null;
}

/** A proposal is answered by the other side, never by who made it. */
export function mayAnswer(
  actor: Actor,
  agreement: AgreementParties & { readonly proposedBy: AgreementSide },
): boolean {
  const side = sideOf(actor, agreement);
  return side !== null && side !== agreement.proposedBy;
}

/** Who may read an agreement: both sides, those whom it binds or who live under it, the consortium. */
export function mayReadAgreement(actor: Actor, { communityId, firmId }: AgreementParties): boolean {
  if (!actor.may("case:read")) return false;
  if (actor.is("SECRETARY", "SERVICE")) return true;
  if (actor.is("FIRM_MANAGER", "EXPERT")) return actor.org === firmId;
  return actor.is("OWNER", "COMMITTEE_MEMBER", "GRID_WORKER") && actor.communities.has(communityId);
}
