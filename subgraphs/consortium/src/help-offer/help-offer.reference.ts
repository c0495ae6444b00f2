import {
  type Context,
  defineBatch,
  defineReference,
  forbidden,
  notFound,
  requireId,
} from "@hutong/kit";

import type { HelpRequest } from "../help-request/help-request.entity.js";
import { factsOf, maySeeOffer } from "../help-request/help-request.policy.js";
import { HelpOffer, HelpOfferState } from "./help-offer.entity.js";
import { offerFactsOf } from "./help-offer.policy.js";

/** An offer by its id, for who may see it. */
export const helpOfferReference = defineReference<HelpOffer>(
  "HelpOffer",
  async (ids, { em, actor }) => {
    const offers = await em.find(
      HelpOffer,
      { id: { $in: [...ids] } },
      { populate: ["helpRequest"] },
    );
    return offers.map((offer) =>
      maySeeOffer(actor, factsOf(offer.helpRequest.getEntity()), offerFactsOf(offer))
        ? offer
        : ([offer.id, forbidden("This offer is not yours to see")] as const),
    );
  },
);

/** @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN` */
export async function readHelpOffer(context: Context, id: string): Promise<HelpOffer> {
  const offer = await helpOfferReference.loadOne(requireId(id, "hof"), context);
  if (!offer) throw notFound(`offer ${id}`);
  return offer;
}

/** All offers of a request in the order they came; the policy comes after. */
const allOffersOf = defineBatch<HelpOffer[]>(async (requestIds, { em }) => {
  const offers = await em.find(
    HelpOffer,
    { helpRequest: { $in: [...requestIds] } },
    { orderBy: { offeredAt: "asc", id: "asc" } },
  );
  const byRequest = Map.groupBy(offers, (offer) => offer.helpRequest.id);
  return (requestId) => byRequest.get(requestId) ?? [];
});

/** The offers of a request that the actor may see. */
export async function offersOf(request: HelpRequest, context: Context): Promise<HelpOffer[]> {
  const facts = factsOf(request);
  const offers = await allOffersOf(request.id, context);
  return offers.filter((offer) => maySeeOffer(context.actor, facts, offerFactsOf(offer)));
}

/** How many firms have offered and not taken it back; a number names nobody. */
export async function countOffers({ id }: HelpRequest, context: Context): Promise<number> {
  const offers = await allOffersOf(id, context);
  return offers.filter(({ state }) => state !== HelpOfferState.WITHDRAWN).length;
}

/** Whether the actor's firm has an offer waiting for an answer. */
export async function hasOfferedAlready({ id }: HelpRequest, context: Context): Promise<boolean> {
  const offers = await allOffersOf(id, context);
  return offers.some(
    ({ state, firm }) => state === HelpOfferState.OPEN && firm.id === context.actor.org,
  );
}
