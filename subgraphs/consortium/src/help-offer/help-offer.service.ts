import {
  conflict,
  type Context,
  invalidInput,
  newId,
  notFound,
  requireId,
  now,
  setTimer,
} from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { Expert } from "../expert/expert.entity.js";
import { requireAnonymous } from "../help-request/anonymous.js";
import { changeHelpRequest } from "../help-request/change.js";
import type { HelpRequest } from "../help-request/help-request.entity.js";
import { announce } from "../help-request/help-request.events.js";
import { factsOf, insist, mayTake } from "../help-request/help-request.policy.js";
import { readHelpRequest } from "../help-request/help-request.reference.js";
import { HelpRequestStep } from "../help-request/help-request.state.js";
import { offersAreDue } from "../help-request/help-request.timers.js";
import { HelpRequestEventKind } from "../help-request/record.entity.js";
import { requireActiveMember } from "../member/member.reference.js";
import { HelpOffer, HelpOfferState } from "./help-offer.entity.js";
import type { DirectExpertInput, OfferHelpInput } from "./help-offer.input.js";
import { mayOffer, mayWithdraw } from "./help-offer.policy.js";
import { readHelpOffer } from "./help-offer.reference.js";
import { declineOpenOffers, openOffersOf } from "./open-offers.js";

/**
 * Offers an expert of the actor's firm.
 * @throws HutongError `INVALID_ID`, `INVALID_INPUT`, `NOT_FOUND`, `FORBIDDEN`,
 *   `ILLEGAL_TRANSITION`, `CONFLICT` when the firm has an open offer for this request
 */
export async function offerHelp(context: Context, input: OfferHelpInput): Promise<HelpOffer> {
  const { actor } = context;
  const { earliestArrival, costFen } = input;
  requireId(input.expert, "exp");
  requireAnonymous({ note: input.note });
  const id = newId("hof");
  await changeHelpRequest(context, input.helpRequest, async (request, em) => {
    insist(
      mayTake(actor, factsOf(request), HelpRequestStep.OFFER),
      "Only another firm offers help",
    );
    const expert = await findExpert(em, input.expert);
    insist(mayOffer(actor, expert), "You may offer nobody but your own firm's experts");
    await requireActiveMember(em, expert.firm.id);
    request.take(HelpRequestStep.OFFER);
    const open = await openOffersOf(request, em);
    if (open.some((offer) => offer.firm.id === expert.firm.id))
      throw conflict("Your firm has offered help already");
    const note = input.note?.trim() || null;
    const offer = createOffer(em, request, expert, {
      id,
      earliestArrival,
      costFen,
      note,
      state: HelpOfferState.OPEN,
    });
    await announce(em, request, HelpRequestEventKind.OFFERED, { actor, note, offer });
  });
  return readHelpOffer(context, id);
}

/**
 * Chooses one offer; the others are declined. Exactly one wins, however many are chosen at once.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`, `CONFLICT`
 *   when another one was chosen before
 */
export async function acceptOffer(context: Context, offerId: string): Promise<HelpRequest> {
  const { actor } = context;
  const { helpRequest } = await readHelpOffer(context, offerId);
  await changeHelpRequest(context, helpRequest.id, async (request, em) => {
    insist(
      mayTake(actor, factsOf(request), HelpRequestStep.ACCEPT),
      "Only the asking firm or the secretariat chooses",
    );
    const offer = await em.findOneOrFail(HelpOffer, offerId, { populate: ["expert.firm"] });
    request.take(HelpRequestStep.ACCEPT);
    await choose(em, request, offer);
    const { name, firm } = offer.expert.getEntity();
    const note = `采纳${firm.getEntity().shortName}${name}的应援`;
    await announce(em, request, HelpRequestEventKind.ACCEPTED, { actor, note, offer });
  });
  return readHelpRequest(context, helpRequest.id);
}

/**
 * Takes an offer back before it is chosen.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`
 */
export async function withdrawOffer(context: Context, offerId: string): Promise<HelpOffer> {
  const { actor } = context;
  const { helpRequest } = await readHelpOffer(context, offerId);
  await changeHelpRequest(context, helpRequest.id, async (request, em) => {
    const offer = await em.findOneOrFail(HelpOffer, offerId, { populate: ["expert"] });
    insist(
      mayWithdraw(actor, offer.expert.getEntity()),
      "Only the firm that offered takes its offer back",
    );
    offer.settle(HelpOfferState.WITHDRAWN);
    const open = await openOffersOf(request, em);
    if (open.every(({ id }) => id === offer.id)) {
      request.loseOffers();
      // The deadline may have passed while there still was an offer.
      if (request.deadlineAt) setTimer(em, offersAreDue, request.id, request.deadlineAt);
    }
    await announce(em, request, HelpRequestEventKind.OFFER_WITHDRAWN, { actor, offer });
  });
  return readHelpOffer(context, offerId);
}

/**
 * The secretariat sends an expert: the open offer of that expert is chosen, or one is written in
 * the expert's name, free and at once.
 * @throws HutongError `INVALID_ID`, `INVALID_INPUT`, `NOT_FOUND`, `FORBIDDEN`,
 *   `ILLEGAL_TRANSITION`, `CONFLICT`
 */
export async function directExpert(
  context: Context,
  input: DirectExpertInput,
): Promise<HelpRequest> {
  const { actor } = context;
  requireId(input.expert, "exp");
  requireAnonymous({ note: input.note });
  await changeHelpRequest(context, input.helpRequest, async (request, em) => {
    insist(
      mayTake(actor, factsOf(request), HelpRequestStep.DIRECT),
      "Only the secretariat directs an expert",
    );
    const expert = await findExpert(em, input.expert);
    if (expert.firm.id === request.askingFirm.id)
      throw invalidInput({ expert: "must be of another firm" });
    await requireActiveMember(em, expert.firm.id);
    request.take(HelpRequestStep.DIRECT);
    const offered = (await openOffersOf(request, em)).find(
      (offer) => offer.expert.id === expert.id,
    );
    const offer = offered ?? (await writeFor(em, request, expert, input.note));
    await choose(em, request, offer);
    const { shortName } = await expert.firm.loadOrFail();
    const note = [`指派${shortName}${expert.name}`, input.note?.trim()].filter(Boolean).join(":");
    await announce(em, request, HelpRequestEventKind.DIRECTED, { actor, note, offer });
  });
  return readHelpRequest(context, input.helpRequest);
}

async function writeFor(
  em: EntityManager,
  request: HelpRequest,
  expert: Expert,
  note?: string | null,
): Promise<HelpOffer> {
  const offer = createOffer(em, request, expert, {
    id: newId("hof"),
    earliestArrival: now(),
    costFen: 0,
    note: note?.trim() || null,
    state: HelpOfferState.OPEN,
  });
  return offer;
}

async function choose(em: EntityManager, request: HelpRequest, offer: HelpOffer): Promise<void> {
  offer.settle(HelpOfferState.ACCEPTED);
  request.acceptedOfferId = offer.id;
  request.acceptedPersonId = offer.expert.getEntity().personId;
  await em.flush();
  await declineOpenOffers(request, em);
}

type OfferTerms = Pick<HelpOffer, "id" | "earliestArrival" | "costFen" | "note" | "state">;

function createOffer(
  em: EntityManager,
  request: HelpRequest,
  expert: Expert,
  terms: OfferTerms,
): HelpOffer {
  const offer = em.create(HelpOffer, {
    ...terms,
    helpRequest: request,
    expert,
    firm: expert.firm,
    offeredAt: now(),
  });
  em.persist(offer);
  return offer;
}

async function findExpert(em: EntityManager, id: string): Promise<Expert> {
  const expert = await em.findOne(Expert, id);
  if (!expert) throw notFound(`expert ${id}`);
  return expert;
}
