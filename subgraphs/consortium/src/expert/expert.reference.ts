import {
  type Connection,
  type Context,
  defineBatch,
  defineReference,
  findPage,
  type PageArgs,
} from "@hutong/kit";

import { HelpOffer, HelpOfferState } from "../help-offer/help-offer.entity.js";
import { Expert } from "./expert.entity.js";
import { isReleasedBy } from "./expert.policy.js";

/** An expert by id: for everybody who works on cases. */
export const expertReference = defineReference<Expert>("Expert", (ids, { em, actor }) => {
  actor.require("case:read");
  return em.find(Expert, { id: { $in: [...ids] } });
});

/** A firm's experts, by name. */
export function listExperts(
  { em, actor }: Context,
  firmId: string,
  page: PageArgs,
): Promise<Connection<Expert>> {
  actor.require("case:read");
  return findPage(em, Expert, { firm: firmId }, { by: "name", direction: "asc" }, page);
}

/** All experts of a firm, for choosing one. */
export const expertsOfFirm = defineBatch<Expert[]>(async (firmIds, { em }) => {
  const experts = await em.find(
    Expert,
    { firm: { $in: [...firmIds] } },
    { orderBy: { name: "asc", id: "asc" } },
  );
  const byFirm = Map.groupBy(experts, (expert) => expert.firm.id);
  return (firmId) => byFirm.get(firmId) ?? [];
});

/** Whether an accepted offer has released the expert's phone to the actor. */
export const isPhoneReleased = defineBatch<boolean>(async (expertIds, { em, actor }) => {
  const accepted = await em.find(
    HelpOffer,
    { expert: { $in: [...expertIds] }, state: HelpOfferState.ACCEPTED },
    { populate: ["helpRequest"] },
  );
  const released = new Set(
    accepted
      .filter((offer) => isReleasedBy(actor, offer.helpRequest.getEntity()))
      .map((offer) => offer.expert.id),
  );
  return (expertId) => released.has(expertId);
});
