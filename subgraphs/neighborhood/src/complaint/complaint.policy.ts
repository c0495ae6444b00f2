import { type Actor, forbidden } from "@hutong/kit";

import type { Complaint } from "./complaint.entity.js";
import { ComplaintStep } from "./complaint.state.js";

/** What of a case decides who may do what with it. */
export interface CaseFacts {
  readonly communityId: string;
  readonly gridId: string;
  readonly responsibleFirmId: string | null;
  readonly reporterId: string;
  /** Found not to be the firm's duty: the grid itself sees to it. */
  readonly outOfScope: boolean;
  /** Who brought it for somebody else. */
  readonly takenById: string | null;
  /** Who has asked to put it off. */
  readonly suspensionRequestedBy: string | null;
}

/** A complaint as its policies see it. */
export function factsOf(complaint: Complaint): CaseFacts {
  return {
    communityId: complaint.community.id,
    gridId: complaint.gridId,
    responsibleFirmId: complaint.responsibleFirmId ?? null,
    reporterId: complaint.reporterId,
    outOfScope: complaint.outOfScopeAt != null,
    takenById: complaint.takenById ?? null,
    suspensionRequestedBy: complaint.suspensionRequestedBy ?? null,
  };
}

const { RESPOND, START, RESOLVE, RETURN, DISPATCH, FILE, REOPEN, CALL_BACK } = ComplaintStep;
const { MARK_OUT_OF_SCOPE, REQUEST_SUSPENSION, SUSPEND, REFUSE_SUSPENSION } = ComplaintStep;
/** The work itself, done by whoever has the case. */
const workSteps: readonly ComplaintStep[] = [RESPOND, START, RESOLVE, RETURN];
/** What the firm says of a case that it has; the grid may say it too. */
const firmSteps: readonly ComplaintStep[] = [...workSteps, MARK_OUT_OF_SCOPE, REQUEST_SUSPENSION];
const approvals: readonly ComplaintStep[] = [SUSPEND, REFUSE_SUSPENSION];
const secretarySteps: readonly ComplaintStep[] = [FILE, DISPATCH, ...approvals];

/**
 * Who may read a case: the grid that looks after it, the consortium, the responsible firm, the
 * owners' committee of the community, its reporter; and whoever its identity was released to.
 */
export function mayRead(actor: Actor, facts: CaseFacts, disclosed = false): boolean {
  if (!actor.may("case:read")) return false;
  switch (actor.role) {
    case "GRID_WORKER":
      return actor.grids.has(facts.gridId);
    case "SECRETARY":
    case "SERVICE":
      return true;
    case "FIRM_MANAGER":
      return facts.responsibleFirmId === actor.org || disclosed;
    case "COMMITTEE_MEMBER":
      return actor.communities.has(facts.communityId);
    case "OWNER":
      return facts.reporterId === actor.id;
    case "APP":
      return facts.takenById === actor.id || disclosed;
    default:
      return disclosed;
  }
}

/**
 * Who may take a step: the firm answers and works, the grid does the rest, the reporter may reopen.
 * Nobody allows their own request to put a case off.
 */
export function mayTake(actor: Actor, facts: CaseFacts, step: ComplaintStep): boolean {
  if (!actor.may("case:write")) return false;
  if (approvals.includes(step) && facts.suspensionRequestedBy === actor.id) return false;
  // A case without a firm, or outside its scope, is worked on by the grid itself.
  const gridWorks = facts.responsibleFirmId === null || facts.outOfScope;
  if (actor.role === "GRID_WORKER")
    return actor.grids.has(facts.gridId) && (!workSteps.includes(step) || gridWorks);
  if (actor.role === "SECRETARY") return secretarySteps.includes(step);
  // Whose server brought a case for a caller calls back: nobody else has the number.
  if (actor.role === "SERVICE") return step === CALL_BACK && facts.takenById === actor.id;
  if (actor.isAt("FIRM_MANAGER", facts.responsibleFirmId))
    return firmSteps.includes(step) && !gridWorks;
  return actor.role === "OWNER" && facts.reporterId === actor.id && step === REOPEN;
}

/** Who must find the place: with the room, not just the building. */
export function maySeePlace(actor: Actor, facts: CaseFacts, disclosed: boolean): boolean {
  return (
    disclosed ||
    facts.reporterId === actor.id ||
    actor.isAt("FIRM_MANAGER", facts.responsibleFirmId) ||
    (actor.role === "GRID_WORKER" && actor.grids.has(facts.gridId))
  );
}

/** Who may ask to see the reporter's name and phone, giving a purpose. */
export function mayAskForIdentity(actor: Actor, facts: CaseFacts): boolean {
  return (
    actor.may("identity:read") &&
    (actor.isAt("FIRM_MANAGER", facts.responsibleFirmId) ||
      (actor.role === "GRID_WORKER" && actor.grids.has(facts.gridId)))
  );
}

/** Who may read the ledger of a case: the person concerned, and the grid that answers for it. */
export function mayReadLedger(actor: Actor, facts: CaseFacts): boolean {
  return (
    facts.reporterId === actor.id || (actor.role === "GRID_WORKER" && actor.grids.has(facts.gridId))
  );
}

/** @throws HutongError `FORBIDDEN` with the sentence, unless allowed. */
export function insist(allowed: boolean, sentence: string): void {
  if (!allowed) throw forbidden(sentence);
}
