import type { Actor } from "@hutong/kit";

import { PatrolStep } from "./patrol.state.js";

/** What of a patrol decides who may do what with it. */
export interface PatrolFacts {
  readonly communityId: string;
  readonly personId: string;
}

const isCommittee = (actor: Actor, communityId: string): boolean =>
  actor.is("COMMITTEE_MEMBER") && actor.communities.has(communityId);

/** The committee plans who walks when. */
export const mayPlan = (actor: Actor, communityId: string): boolean =>
  actor.may("case:write") && isCommittee(actor, communityId);

/** The walker walks; the committee, too, may call a patrol off. */
export function mayTake(actor: Actor, patrol: PatrolFacts, step: PatrolStep): boolean {
  if (!actor.may("case:write")) return false;
  if (actor.id === patrol.personId) return true;
  return step === PatrolStep.CANCEL && isCommittee(actor, patrol.communityId);
}

/** Who may see patrols: those who live there, the grid, and who walks it. */
export function mayReadPatrol(actor: Actor, { communityId, personId }: PatrolFacts): boolean {
  if (!actor.may("case:read")) return false;
  return (
    actor.is("SERVICE") ||
    actor.id === personId ||
    (actor.is("OWNER", "COMMITTEE_MEMBER", "GRID_WORKER") && actor.communities.has(communityId))
  );
}
