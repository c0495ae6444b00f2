import { type Actor, ComplaintState, forbidden } from "@hutong/kit";

import { isColleague } from "../expert/expert.policy.js";
import type { HelpRequest } from "./help-request.entity.js";
import { HelpRequestState, HelpRequestStep } from "./help-request.state.js";

/** What of a request decides who may do what with it. */
export interface RequestFacts {
  readonly communityId: string;
  readonly askingFirmId: string;
  readonly askedByPersonId: string;
  readonly acceptedPersonId: string | null;
  readonly draft: boolean;
}

/** A request as its policies see it. */
export function factsOf(request: HelpRequest): RequestFacts {
  return {
    communityId: request.communityId,
    askingFirmId: request.askingFirm.id,
    askedByPersonId: request.askedByPersonId,
    acceptedPersonId: request.acceptedPersonId ?? null,
    draft: request.state === HelpRequestState.DRAFT,
  };
}

/**
 * Who may read a request: it went to all firms, so every firm; the consortium; the grid, the
 * owners' committee and the owners of the community. A draft is its asker's alone.
 */
export function mayRead(actor: Actor, facts: RequestFacts): boolean {
  if (!actor.may("case:read")) return false;
  if (facts.draft) return isAsker(actor, facts);
  if (actor.is("SECRETARY", "SERVICE", "FIRM_MANAGER", "EXPERT")) return true;
  return (
    actor.is("GRID_WORKER", "COMMITTEE_MEMBER", "OWNER") && actor.communities.has(facts.communityId)
  );
}

const isAsker = (actor: Actor, facts: RequestFacts): boolean =>
  actor.isAt("FIRM_MANAGER", facts.askingFirmId) ||
  (actor.is("SECRETARY") && actor.id === facts.askedByPersonId);

/**
 * Who may take a step: the asking firm or the secretariat chooses and ends; another firm offers;
 * the secretariat directs; the chosen expert, and nobody for them, arrives and advises.
 */
export function mayTake(actor: Actor, facts: RequestFacts, step: HelpRequestStep): boolean {
  if (!actor.may("case:write")) return false;
  switch (step) {
    case HelpRequestStep.BROADCAST:
      return isAsker(actor, facts);
    case HelpRequestStep.OFFER:
      return actor.is("FIRM_MANAGER", "EXPERT") && actor.org !== facts.askingFirmId;
    case HelpRequestStep.DIRECT:
    case HelpRequestStep.MARK_NO_OFFER:
      return actor.is("SECRETARY");
    case HelpRequestStep.ARRIVE:
    case HelpRequestStep.ADVISE:
      return facts.acceptedPersonId !== null && actor.id === facts.acceptedPersonId;
    default:
      return actor.is("SECRETARY") || actor.isAt("FIRM_MANAGER", facts.askingFirmId);
  }
}

/** What of an offer decides who may see it. */
export interface OfferFacts {
  readonly firmId: string;
  readonly accepted: boolean;
}

/**
 * Who may see an offer: everybody who weighs it against the others, and the firm that made it. The
 * other firms do not learn what a rival asks for. Owners see who will come, once that is settled.
 */
export function maySeeOffer(actor: Actor, facts: RequestFacts, offer: OfferFacts): boolean {
  if (!mayRead(actor, facts)) return false;
  if (actor.is("SECRETARY", "SERVICE", "GRID_WORKER", "COMMITTEE_MEMBER")) return true;
  if (actor.is("OWNER")) return offer.accepted;
  return actor.isAt("FIRM_MANAGER", facts.askingFirmId) || isColleague(actor, offer.firmId);
}

/** Who may ask all firms about a case: the firm it was sent to, or the secretariat for it. */
export function mayAskAllFirms(
  actor: Actor,
  responsibleFirmId: string | null | undefined,
): boolean {
  if (!actor.may("case:write") || !responsibleFirmId) return false;
  return actor.is("SECRETARY") || actor.isAt("FIRM_MANAGER", responsibleFirmId);
}

const { DISPATCHED, RESPONDED, IN_PROGRESS } = ComplaintState;
const underWork: readonly ComplaintState[] = [DISPATCHED, RESPONDED, IN_PROGRESS];

/** Whether a case is with its firm now: before, nobody has tried; after, it is solved. */
export const isUnderWork = (state: ComplaintState): boolean => underWork.includes(state);

/** @throws HutongError `FORBIDDEN` with the sentence, unless allowed. */
export function insist(allowed: boolean, sentence: string): void {
  if (!allowed) throw forbidden(sentence);
}
