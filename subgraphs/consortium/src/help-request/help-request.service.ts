import {
  type ComplaintCategory,
  type ComplaintState,
  conflict,
  type Connection,
  type Context,
  findPage,
  HutongError,
  invalidInput,
  newId,
  notFound,
  type PageArgs,
  requireId,
  now,
  setTimer,
} from "@hutong/kit";
import { UniqueConstraintViolationException } from "@mikro-orm/core";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";

import { PropertyFirm } from "../firm/firm.entity.js";
import { acceptedOffer, declineOpenOffers } from "../help-offer/open-offers.js";
import { requireAnonymous } from "./anonymous.js";
import { settingsOf } from "../settings/settings.service.js";
import { changeHelpRequest } from "./change.js";
import { HelpRequest } from "./help-request.entity.js";
import { announce } from "./help-request.events.js";
import type { AskAllFirmsInput } from "./help-request.input.js";
import { factsOf, insist, isUnderWork, mayAskAllFirms, mayTake } from "./help-request.policy.js";
import { readHelpRequest } from "./help-request.reference.js";
import { HelpRequestState, HelpRequestStep } from "./help-request.state.js";
import { offersAreDue } from "./help-request.timers.js";
import { HelpRequestEventKind } from "./record.entity.js";

/** The help wall: the requests the actor may read, newest first. */
export function listHelpRequests(
  { em, actor }: Context,
  states: readonly HelpRequestState[] | null | undefined,
  page: PageArgs,
): Promise<Connection<HelpRequest>> {
  actor.require("case:read");
  const where: FilterQuery<HelpRequest>[] = [];
  const broadcast: FilterQuery<HelpRequest> = { state: { $ne: HelpRequestState.DRAFT } };
  if (actor.is("FIRM_MANAGER")) where.push({ $or: [broadcast, { askingFirm: actor.org }] });
  else if (actor.is("SECRETARY")) where.push({ $or: [broadcast, { askedByPersonId: actor.id }] });
  else if (actor.is("SERVICE", "EXPERT")) where.push(broadcast);
  else {
    const communities = actor.is("GRID_WORKER", "COMMITTEE_MEMBER", "OWNER")
      ? [...actor.communities]
      : [];
    where.push(broadcast, { communityId: { $in: communities } });
  }
  if (states?.length) where.push({ state: { $in: [...states] } });
  return findPage(em, HelpRequest, { $and: where }, { by: "createdAt", direction: "desc" }, page);
}

interface AskedComplaint {
  readonly complaint: {
    readonly state: ComplaintState;
    readonly category: ComplaintCategory;
    readonly community: { readonly id: string };
    readonly responsibleFirm: { readonly id: string } | null;
    readonly reporter: { readonly name: string; readonly masked: boolean };
  } | null;
}

const askedComplaint = /* GraphQL */ `
  query AskedComplaint($id: ID!) {
    complaint(id: $id) {
      state
      category
      community {
        id
      }
      responsibleFirm {
        id
      }
      reporter {
        name
        masked
      }
    }
  }
`;

/**
 * Asks all firms about a case. The neighborhood is asked in the actor's own name, so that it
 * decides who may see the case.
 * @throws HutongError `INVALID_ID`, `INVALID_INPUT`, `NOT_FOUND`, `FORBIDDEN`,
 *   `ILLEGAL_TRANSITION`, `CONFLICT` when a request for the case is on its way
 */
export async function askAllFirms(context: Context, input: AskAllFirmsInput): Promise<HelpRequest> {
  const { actor, em, graph } = context;
  const complaintId = requireId(input.complaint, "cmp");
  insist(
    actor.may("case:write") && actor.is("FIRM_MANAGER", "SECRETARY"),
    "Only the responsible firm or the secretariat asks all firms",
  );
  requireAnonymous({ summary: input.summary });
  const { complaint } = await graph.ask<AskedComplaint>(askedComplaint, { id: complaintId });
  if (!complaint) throw notFound(`complaint ${complaintId}`);
  const { state, category, community, responsibleFirm, reporter } = complaint;
  if (!responsibleFirm) throw invalidInput({ complaint: "must have a responsible firm" });
  insist(
    mayAskAllFirms(actor, responsibleFirm.id),
    "Only the responsible firm or the secretariat asks all firms",
  );
  if (!isUnderWork(state)) {
    throw new HutongError("ILLEGAL_TRANSITION", {
      message: `No help can be asked for a complaint in state ${state}`,
      state,
    });
  }
  requireAnonymous({ summary: input.summary }, reporter.masked ? [] : [reporter.name]);
  const id = newId("hrq");
  try {
    await em.fork().transactional(async (transaction) => {
      const askingFirm = await transaction.findOne(PropertyFirm, responsibleFirm.id);
      if (!askingFirm) throw invalidInput({ complaint: "must be with a member firm" });
      const createdAt = now();
      const request = transaction.create(HelpRequest, {
        id,
        number: await nextNumber(transaction, createdAt),
        complaintId,
        communityId: community.id,
        askingFirm,
        askedByPersonId: actor.id,
        askedByName: actor.name,
        summary: input.summary.trim(),
        category,
        skills: input.skills,
        state: HelpRequestState.DRAFT,
        createdAt,
      });
      await broadcast(transaction, request, context);
    });
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException)
      throw conflict("A help request for this case is on its way");
    throw error;
  }
  context.loaders.clear();
  return readHelpRequest(context, id);
}

/** Sends a draft to all firms. */
export async function broadcastHelpRequest(context: Context, id: string): Promise<HelpRequest> {
  await changeHelpRequest(context, id, async (request, em) => {
    insist(
      mayTake(context.actor, factsOf(request), HelpRequestStep.BROADCAST),
      "Only who asks sends the request out",
    );
    requireAnonymous({ summary: request.summary });
    await broadcast(em, request, context);
  });
  return readHelpRequest(context, id);
}

async function broadcast(
  em: EntityManager,
  request: HelpRequest,
  { actor }: Context,
): Promise<void> {
  const { helpAnswerHours } = await settingsOf(em);
  const at = now();
  request.broadcast(new Date(at.getTime() + helpAnswerHours * 3_600_000), at);
  setTimer(em, offersAreDue, request.id, request.deadlineAt!);
  await announce(em, request, HelpRequestEventKind.ASKED, {
    actor,
    note: `会诊求助 ${request.number},已发至全部成员企业`,
  });
}

/** What a step brings with it, beside the step. */
export interface StepDetails {
  readonly kind: HelpRequestEventKind;
  readonly note?: string | null;
  readonly change?: (request: HelpRequest, em: EntityManager) => void | Promise<void>;
}

/**
 * Takes one step of a request: who may, then whether it leads on, then the change, its record and
 * its event in one transaction.
 * @throws HutongError `INVALID_ID`, `INVALID_INPUT`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`
 */
export async function takeStep(
  context: Context,
  id: string,
  step: HelpRequestStep,
  details: StepDetails,
): Promise<HelpRequest> {
  const { actor } = context;
  requireAnonymous({ note: details.note });
  await changeHelpRequest(context, id, async (request, em) => {
    insist(mayTake(actor, factsOf(request), step), `Your role cannot ${step} this help request`);
    const wasDraft = request.state === HelpRequestState.DRAFT;
    request.take(step);
    await details.change?.(request, em);
    // Nobody but the asker has heard of a draft, so nobody hears of its end.
    if (!wasDraft)
      await announce(em, request, details.kind, {
        actor,
        note: details.note,
        offer: await acceptedOffer(em, request),
      });
  });
  return readHelpRequest(context, id);
}

/** Takes a request back; who has offered need not wait any longer. */
export function withdrawHelpRequest(
  context: Context,
  id: string,
  reason: string,
): Promise<HelpRequest> {
  return takeStep(context, id, HelpRequestStep.WITHDRAW, {
    kind: HelpRequestEventKind.WITHDRAWN,
    note: reason,
    change: declineOpenOffers,
  });
}

/** `HZ-<year>-<count>`: from a sequence, so that two at once never share one. */
async function nextNumber(em: EntityManager, at: Date): Promise<string> {
  const [row] = await em.execute<{ next: string }[]>(
    "select nextval('help_request_number') as next",
  );
  return `HZ-${at.getUTCFullYear()}-${row!.next.padStart(3, "0")}`;
}
