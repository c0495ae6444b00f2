import type { Actor } from "@hutong/kit";

import { HomeOrderState, HomeOrderStep } from "./home-order.state.js";

/** What of an order decides who may do what with it. */
export interface HomeOrderFacts {
  readonly firmId: string;
  readonly residentPersonId: string;
  readonly staffPersonId: string | null | undefined;
}

/** Who may see an order, stripped of the resident: who ordered, who goes, their firm, the consortium. */
export function mayReadHomeOrder(actor: Actor, facts: HomeOrderFacts): boolean {
  return (
    actor.may("case:read") &&
    (actor.id === facts.residentPersonId ||
      actor.isAt("FIRM_MANAGER", facts.firmId) ||
      actor.is("SECRETARY", "SERVICE") ||
      (actor.org === facts.firmId && actor.id === facts.staffPersonId))
  );
}

/** {@link mayReadHomeOrder} as a condition on rows, for lists. */
export function homeOrdersOf(actor: Actor): Record<string, unknown> {
  if (!actor.may("case:read")) return { id: [] };
  if (actor.is("SECRETARY", "SERVICE")) return {};
  if (actor.is("FIRM_MANAGER")) return { firmId: actor.org };
  if (actor.is("EXPERT")) return { staffPersonId: actor.id, firmId: actor.org };
  return { residentPersonId: actor.id };
}

const serving: readonly HomeOrderState[] = [
  HomeOrderState.ACCEPTED,
  HomeOrderState.VISITING,
  HomeOrderState.QUOTED,
  HomeOrderState.AGREED,
];

/** Name, phone and address are the resident's own, and the assigned person's while they serve. */
export function maySeeResident(
  actor: Actor,
  { state, ...facts }: HomeOrderFacts & { readonly state: HomeOrderState },
): boolean {
  return (
    actor.id === facts.residentPersonId ||
    (mayReadHomeOrder(actor, facts) && actor.id === facts.staffPersonId && serving.includes(state))
  );
}

const { ACCEPT, DECLINE, VISIT, QUOTE, FINISH } = HomeOrderStep;
const ofManager: readonly HomeOrderStep[] = [ACCEPT, DECLINE];
const ofStaff: readonly HomeOrderStep[] = [VISIT, QUOTE, FINISH];

/** The firm's manager answers, the assigned person works, the resident agrees, rates or cancels. */
export function mayTakeHomeStep(actor: Actor, facts: HomeOrderFacts, step: HomeOrderStep): boolean {
  if (!actor.may("case:write")) return false;
  if (ofManager.includes(step)) return actor.isAt("FIRM_MANAGER", facts.firmId);
  if (ofStaff.includes(step)) return actor.org === facts.firmId && actor.id === facts.staffPersonId;
  return actor.id === facts.residentPersonId;
}
