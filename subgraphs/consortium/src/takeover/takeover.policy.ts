import type { Actor } from "@hutong/kit";

import { TakeoverStep } from "./takeover.state.js";

/** What of a takeover decides who may do what with it. */
export interface TakeoverFacts {
  readonly communityId: string | null;
  /** The firm that is recommended. */
  readonly firmId: string | null;
}

const belongs = (actor: Actor, { communityId }: TakeoverFacts): boolean =>
  communityId !== null && actor.communities.has(communityId);

/** Who may read of it: the consortium and its firms, the other parties, and the community itself. */
export function mayReadTakeover(actor: Actor, facts: TakeoverFacts): boolean {
  if (!actor.may("case:read")) return false;
  if (actor.is("SECRETARY", "SERVICE", "FIRM_MANAGER")) return true;
  return actor.is("GRID_WORKER", "COMMITTEE_MEMBER", "OWNER") && belongs(actor, facts);
}

/**
 * Who may take a step: the community asks and its owners' committee decides, a firm speaks for
 * itself, the secretariat consults and recommends, it or the new firm records the hand-over.
 */
export function mayTakeTakeoverStep(
  actor: Actor,
  facts: TakeoverFacts,
  step: TakeoverStep,
): boolean {
  if (!actor.may("case:write")) return false;
  switch (step) {
    case TakeoverStep.REQUEST:
      return (
        actor.is("SECRETARY") ||
        (actor.is("GRID_WORKER", "COMMITTEE_MEMBER") && belongs(actor, facts))
      );
    case TakeoverStep.DECLARE:
      return actor.is("FIRM_MANAGER");
    case TakeoverStep.DECIDE:
    case TakeoverStep.DECLINE:
      return actor.is("COMMITTEE_MEMBER") && belongs(actor, facts);
    case TakeoverStep.HAND_OVER:
      return actor.is("SECRETARY") || actor.isAt("FIRM_MANAGER", facts.firmId);
    default:
      return actor.is("SECRETARY");
  }
}
