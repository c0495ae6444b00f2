import type { Actor } from "@hutong/kit";
import type { FilterQuery } from "@mikro-orm/postgresql";

import type { WorkOrder } from "./work-order.entity.js";
import { WorkOrderStep } from "./work-order.state.js";

/** What of an order decides who may do what with it. */
export interface OrderFacts {
  readonly firmId: string;
  readonly communityId: string;
  readonly assigneePersonId: string | null;
  readonly foundByPersonId?: string | null;
  readonly submittedByPersonId: string | null;
}

/** A work order as its policies see it. */
export function factsOf({
  firmId,
  communityId,
  assigneePersonId = null,
  foundByPersonId = null,
  submittedByPersonId = null,
}: WorkOrder): OrderFacts {
  return { firmId, communityId, assigneePersonId, foundByPersonId, submittedByPersonId };
}

/**
 * Who may see an order: the firm whose it is, the consortium, who lives in or looks after the
 * community, whoever is to do the work, and whose inspection brought it about.
 */
export function mayRead(actor: Actor, facts: Omit<OrderFacts, "submittedByPersonId">): boolean {
  if (!actor.may("case:read")) return false;
  switch (actor.role) {
    case "FIRM_MANAGER":
      return facts.firmId === actor.org;
    case "SECRETARY":
    case "SERVICE":
      return true;
    case "GRID_WORKER":
    case "COMMITTEE_MEMBER":
    case "OWNER":
      return actor.communities.has(facts.communityId);
    default:
      return [facts.assigneePersonId, facts.foundByPersonId].includes(actor.id);
  }
}

/** {@link mayRead} as a condition on rows, for lists, which are of work to do. */
export function readableBy(actor: Actor): FilterQuery<WorkOrder> {
  switch (actor.role) {
    case "FIRM_MANAGER":
      return { firmId: actor.org };
    case "SECRETARY":
    case "SERVICE":
      return {};
    case "GRID_WORKER":
    case "COMMITTEE_MEMBER":
    case "OWNER":
      return { communityId: { $in: [...actor.communities] } };
    default:
      return { assigneePersonId: actor.id };
  }
}

const { ACCEPT, APPROVE, ARRIVE, SUBMIT, ASK_EXPERT } = WorkOrderStep;
const assigneeSteps: readonly WorkOrderStep[] = [ACCEPT, ARRIVE, SUBMIT, ASK_EXPERT];

/**
 * Who may take a step: the firm's manager any, the assignee those of the work itself. Nobody approves
 * what they did or reported done themselves.
 */
export function mayTake(actor: Actor, facts: OrderFacts, step: WorkOrderStep): boolean {
  if (!actor.may("case:write")) return false;
  const ownWork = [facts.assigneePersonId, facts.submittedByPersonId].includes(actor.id);
  if (step === APPROVE && ownWork) return false;
  if (actor.isAt("FIRM_MANAGER", facts.firmId)) return true;
  return (
    mayRead(actor, facts) && facts.assigneePersonId === actor.id && assigneeSteps.includes(step)
  );
}

/** The owners' fund is the owners': their committee records that it pays. */
export function mayApproveFunding(actor: Actor, { communityId }: OrderFacts): boolean {
  return (
    actor.is("COMMITTEE_MEMBER") && actor.may("case:write") && actor.communities.has(communityId)
  );
}
