import type { EntityManager } from "@mikro-orm/postgresql";

import type { HelpRequest } from "../help-request/help-request.entity.js";
import { HelpOffer, HelpOfferState } from "./help-offer.entity.js";

/** The offers of a request that wait for an answer; the caller holds the request's lock. */
export function openOffersOf(request: HelpRequest, em: EntityManager): Promise<HelpOffer[]> {
  return em.find(HelpOffer, { helpRequest: request.id, state: HelpOfferState.OPEN });
}

/** Nobody waits for an answer that will not come. */
export async function declineOpenOffers(request: HelpRequest, em: EntityManager): Promise<void> {
  for (const offer of await openOffersOf(request, em)) offer.settle(HelpOfferState.DECLINED);
}

/** The offer that was chosen, if one was. */
export async function acceptedOffer(
  em: EntityManager,
  { acceptedOfferId }: HelpRequest,
): Promise<HelpOffer | null> {
  return acceptedOfferId ? em.findOne(HelpOffer, acceptedOfferId) : null;
}
