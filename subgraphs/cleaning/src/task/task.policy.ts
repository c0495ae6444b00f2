import { type Actor, forbidden } from "@hutong/kit";
import type { FilterQuery } from "@mikro-orm/postgresql";

import type { Cleaner } from "../crew/cleaner.entity.js";
import type { CleaningTask } from "./task.entity.js";

/** What of a task decides who may see it; none of it ever changes. */
export interface TaskFacts {
  readonly contractorId: string;
  readonly communityId: string;
  readonly firmId: string;
}

/** A task as its policies see it. */
export function factsOf({ contractor, communityId, firmId }: CleaningTask): TaskFacts {
  return { contractorId: contractor.id, communityId, firmId };
}

/**
 * Who may see a task: the contractor's own people, the consortium, who lives in or looks after the
 * community, and the firm for which the contractor cleans there.
 */
export function mayRead(actor: Actor, facts: TaskFacts): boolean {
  if (!actor.may("case:read")) return false;
  switch (actor.role) {
    case "CREW_LEADER":
    case "CLEANER":
      return facts.contractorId === actor.org;
    case "SECRETARY":
    case "SERVICE":
      return true;
    case "GRID_WORKER":
    case "COMMITTEE_MEMBER":
    case "OWNER":
      return actor.communities.has(facts.communityId);
    case "FIRM_MANAGER":
      return facts.firmId === actor.org;
    default:
      return false;
  }
}

/** {@link mayRead} as a condition on rows, for lists. */
export function readableBy(actor: Actor): FilterQuery<CleaningTask> {
  switch (actor.role) {
    case "CREW_LEADER":
    case "CLEANER":
      return { contractor: actor.org };
    case "SECRETARY":
    case "SERVICE":
      return {};
    case "GRID_WORKER":
    case "COMMITTEE_MEMBER":
    case "OWNER":
      return { communityId: { $in: [...actor.communities] } };
    case "FIRM_MANAGER":
      return { firmId: actor.org };
    default:
      return { id: { $in: [] } };
  }
}

/** Where the actor stands in the crew of a task. */
export interface Standing {
  /** The actor as a cleaner who works in that crew. */
  readonly cleanerId: string | null;
  /** The actor as one who has left it. */
  readonly retired: Cleaner | null;
  readonly leads: boolean;
}

/** Who may check in: the cleaner whose task it is, or anybody of the crew while it is nobody's. */
export function mayCheckIn(actor: Actor, task: CleaningTask, { cleanerId }: Standing): boolean {
  if (
    !actor.may("case:write") ||
    !actor.is("CLEANER", "CREW_LEADER") ||
    !mayRead(actor, factsOf(task))
  )
    return false;
  return cleanerId !== null && (task.cleaner?.id ?? cleanerId) === cleanerId;
}

/** Who may enter a check-in for another: the leader of that crew. */
export function mayProxy(actor: Actor, task: CleaningTask, { leads }: Standing): boolean {
  return (
    actor.may("case:write") && actor.is("CREW_LEADER") && mayRead(actor, factsOf(task)) && leads
  );
}

/** Who may take a check-in back: who sent it, for themselves or for another. */
export function mayUndo(
  actor: Actor,
  task: CleaningTask,
  { enteredBy }: { readonly enteredBy?: string | null },
): boolean {
  return actor.may("case:write") && mayRead(actor, factsOf(task)) && enteredBy === actor.id;
}

/** Who may say that it is true: the crew's leader, the firm, and the grid worker of the community. */
export function mayVerify(actor: Actor, task: CleaningTask, standing: Standing): boolean {
  if (mayProxy(actor, task, standing)) return true;
  return (
    actor.may("case:write") &&
    actor.is("FIRM_MANAGER", "GRID_WORKER") &&
    mayRead(actor, factsOf(task))
  );
}

/** @throws HutongError `FORBIDDEN` with the sentence, unless allowed. */
export function insist(allowed: boolean, sentence: string): void {
  if (!allowed) throw forbidden(sentence);
}
