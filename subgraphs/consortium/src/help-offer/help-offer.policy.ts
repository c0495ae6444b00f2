import type { Actor } from "@hutong/kit";

import type { Expert } from "../expert/expert.entity.js";
import type { HelpOffer } from "./help-offer.entity.js";
import { HelpOfferState } from "./help-offer.entity.js";

/** Whom the actor may offer: a manager anybody of the firm, an expert themselves. */
export function mayOffer(actor: Actor, expert: Expert): boolean {
  return (
    actor.isAt("FIRM_MANAGER", expert.firm.id) ||
    (actor.isAt("EXPERT", expert.firm.id) && expert.personId === actor.id)
  );
}

/** Who may take an offer back: whoever could have made it. */
export function mayWithdraw(actor: Actor, expert: Expert): boolean {
  return actor.may("case:write") && mayOffer(actor, expert);
}

/** An offer as `maySeeOffer` sees it. */
export const offerFactsOf = (offer: HelpOffer) => ({
  firmId: offer.firm.id,
  accepted: offer.state === HelpOfferState.ACCEPTED,
});
