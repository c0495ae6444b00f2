import { type Actor, forbidden } from "@hutong/kit";

import { ConductStep } from "./conduct.state.js";

/** What of a supervision decides who may do what with it. */
export interface ConductFacts {
  readonly firmId: string | null;
}

/** Who may read a supervision: the secretariat, and the firm that it is about. */
export function mayReadConduct(actor: Actor, { firmId }: ConductFacts): boolean {
  return actor.may("case:read") && (actor.is("SECRETARY") || actor.isAt("FIRM_MANAGER", firmId));
}

/** Who may take a step: the firm appeals, the secretariat does the rest. */
export function mayTakeConductStep(
  actor: Actor,
  { firmId }: ConductFacts,
  step: ConductStep,
): boolean {
  if (!actor.may("case:write")) return false;
  return step === ConductStep.APPEAL ? actor.isAt("FIRM_MANAGER", firmId) : actor.is("SECRETARY");
}

/** Circulars are for all who work together: members, grids and owners' committees. */
export function requireMayReadCirculars(actor: Actor): void {
  const working = actor.is(
    "SECRETARY",
    "FIRM_MANAGER",
    "EXPERT",
    "GRID_WORKER",
    "COMMITTEE_MEMBER",
  );
  if (!working || !actor.may("case:read")) throw forbidden("Circulars are for members and grids");
}
