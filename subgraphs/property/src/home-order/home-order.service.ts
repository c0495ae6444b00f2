import {
  conflict,
  type Connection,
  type Context,
  findPage,
  invalidInput,
  newId,
  notFound,
  now,
  operatorOf,
  type PageArgs,
  requireId,
} from "@hutong/kit";
import { OptimisticLockError } from "@mikro-orm/core";
import type { FilterQuery } from "@mikro-orm/postgresql";

import { insist } from "../firm.policy.js";
import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { HomeDisclosure } from "./home-disclosure.entity.js";
import { HomeOrder } from "./home-order.entity.js";
import { announceHomeOrder, HomeOrderEventKind } from "./home-order.events.js";
import type {
  AcceptHomeOrderInput,
  PlaceHomeOrderInput,
  QuoteHomeOrderInput,
} from "./home-order.input.js";
import { homeOrdersOf, mayTakeHomeStep } from "./home-order.policy.js";
import { homeOrderReference } from "./home-order.reference.js";
import { HomeOrderEntry, HomeOrderState, HomeOrderStep } from "./home-order.state.js";
import { startEmergency } from "./home-order.timers.js";
import { quoteFrom } from "./quote.js";

/** A resident orders from the service centre of their own community. */
export async function placeHomeOrder(
  { em, actor }: Context,
  { project: projectId, phone, wantedAt, ...input }: PlaceHomeOrderInput,
): Promise<HomeOrder> {
  const project = await em.findOne(PropertyProject, requireId(projectId, "prj"));
  if (!project) throw notFound(`project ${projectId}`);
  actor.require("case:write");
  insist(
    actor.is("OWNER", "COMMITTEE_MEMBER") && actor.communities.has(project.communityId),
    "Orders are placed by who lives in the community",
  );
  project.insistServing("ORDER");
  const at = now();
  if (wantedAt && wantedAt < at) throw invalidInput({ wantedAt: "must not be in the past" });
  const order = em.create(HomeOrder, {
    ...input,
    id: newId("hso", operatorOf(project.id)),
    firmId: project.firmId,
    communityId: project.communityId,
    project,
    state: HomeOrderState.ORDERED,
    residentPersonId: actor.id,
    residentName: actor.name,
    residentPhone: phone,
    orderedAt: at,
    wantedAt: wantedAt ?? null,
  });
  em.persist(order);
  if (order.entry === HomeOrderEntry.EMERGENCY) startEmergency(em, order);
  announceHomeOrder(em, order, HomeOrderEventKind.ORDERED);
  await em.flush();
  return order;
}

const eventOf: Readonly<Record<HomeOrderStep, HomeOrderEventKind>> = {
  ACCEPT: HomeOrderEventKind.ACCEPTED,
  DECLINE: HomeOrderEventKind.DECLINED,
  VISIT: HomeOrderEventKind.VISITING,
  QUOTE: HomeOrderEventKind.QUOTED,
  AGREE: HomeOrderEventKind.AGREED,
  FINISH: HomeOrderEventKind.DONE,
  RATE: HomeOrderEventKind.RATED,
  CANCEL: HomeOrderEventKind.CANCELLED,
};

/**
 * Takes one step of an order: who may, then the change, then its event, in one transaction.
 * @throws HutongError `INVALID_ID`, `NOT_FOUND`, `FORBIDDEN`, `ILLEGAL_TRANSITION`, `CONFLICT`
 */
export async function takeHomeStep(
  context: Context,
  id: string,
  step: HomeOrderStep,
  change: (order: HomeOrder, at: Date) => void | Promise<void>,
): Promise<HomeOrder> {
  const { em, actor } = context;
  const order = await homeOrderReference.loadOne(requireId(id, "hso"), context);
  if (!order) throw notFound(`order ${id}`);
  insist(mayTakeHomeStep(actor, order, step), `Your role cannot ${step} this order`);
  await change(order, now());
  announceHomeOrder(em, order, eventOf[step]);
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof OptimisticLockError) throw conflict("It was changed a moment ago");
    throw error;
  }
  return order;
}

/**
 * The firm sends somebody, who from now on sees whom to visit; the resident can read that they do.
 * Only who was vetted goes into people's homes.
 */
export function acceptHomeOrder(context: Context, input: AcceptHomeOrderInput): Promise<HomeOrder> {
  const { em } = context;
  return takeHomeStep(context, input.order, HomeOrderStep.ACCEPT, async (order, at) => {
    const staff = await em.findOne(FirmStaff, requireId(input.staff, "stf"));
    if (!staff) throw notFound(`staff ${input.staff}`);
    if (staff.firmId !== order.firmId || staff.leftOn)
      throw invalidInput({ staff: "must be on the firm's present staff" });
    if (!staff.vettedOn) throw invalidInput({ staff: "has not been vetted for people's homes" });
    order.accept(staff, at);
    em.persist(
      em.create(HomeDisclosure, {
        id: newId("hdi", operatorOf(order.id)),
        orderId: order.id,
        personId: staff.personId,
        name: staff.name,
        purpose: `上门服务:${order.title}`,
        at,
      }),
    );
  });
}

/** Shows the price before the work, capped by the firm's public list. */
export function quoteHomeOrder(
  context: Context,
  { order: id, lines }: QuoteHomeOrderInput,
): Promise<HomeOrder> {
  return takeHomeStep(context, id, HomeOrderStep.QUOTE, async (order) => {
    order.show(await quoteFrom(context.em, order.firmId, lines));
  });
}

/** Which orders of a list. */
export interface HomeOrderFilter {
  readonly firm?: string | null | undefined;
  readonly states?: readonly HomeOrderState[] | null | undefined;
}

/** The orders that are the actor's to see, latest first. */
export function listHomeOrders(
  { em, actor }: Context,
  { firm, states }: HomeOrderFilter,
  page: PageArgs,
): Promise<Connection<HomeOrder>> {
  actor.require("case:read");
  const where: FilterQuery<HomeOrder>[] = [homeOrdersOf(actor)];
  if (firm) where.push({ firmId: requireId(firm, "firm") });
  if (states?.length) where.push({ state: { $in: [...states] } });
  return findPage(em, HomeOrder, { $and: where }, { by: "orderedAt", direction: "desc" }, page);
}
