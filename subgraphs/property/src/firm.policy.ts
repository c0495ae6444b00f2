import { type Actor, forbidden } from "@hutong/kit";

/** Whose a piece of a firm's work is, and whose residents it concerns. */
export interface WorkFacts {
  readonly firmId: string;
  readonly communityId: string;
}

/** Whether the actor decides for this firm. */
export function manages(actor: Actor, firmId: string): boolean {
  return actor.may("case:write") && actor.isAt("FIRM_MANAGER", firmId);
}

/** Whether the actor works for this firm, at its head or on its staff. */
export function worksFor(actor: Actor, firmId: string): boolean {
  return actor.is("FIRM_MANAGER", "EXPERT") && actor.may("case:read") && actor.org === firmId;
}

/** What concerns a firm's people alone: it and the consortium that watches over the firms. */
export function maySeeLabour(actor: Actor, firmId: string): boolean {
  return worksFor(actor, firmId) || (actor.is("SECRETARY", "SERVICE") && actor.may("case:read"));
}

/** What a firm owes a community: also for who lives in it, stands for it or looks after it. */
export function maySeeWork(actor: Actor, { firmId, communityId }: WorkFacts): boolean {
  return (
    maySeeLabour(actor, firmId) ||
    (actor.is("GRID_WORKER", "COMMITTEE_MEMBER", "OWNER") &&
      actor.may("case:read") &&
      actor.communities.has(communityId))
  );
}

/** {@link maySeeLabour} as a condition on rows that carry their firm, for lists. */
export function labourOf(actor: Actor): { firmId?: string; id?: never[] } {
  if (!actor.may("case:read")) return { id: [] };
  if (actor.is("SECRETARY", "SERVICE")) return {};
  return actor.is("FIRM_MANAGER", "EXPERT") ? { firmId: actor.org } : { id: [] };
}

/** {@link maySeeWork} as a condition on rows that carry their firm and community, for lists. */
export function workOf(actor: Actor): {
  firmId?: string;
  communityId?: { $in: string[] };
  id?: never[];
} {
  return actor.is("GRID_WORKER", "COMMITTEE_MEMBER", "OWNER") && actor.may("case:read")
    ? { communityId: { $in: [...actor.communities] } }
    : labourOf(actor);
}

/** What concerns one person's work: that person's, their firm's manager's and the consortium's to see. */
export function maySeePersonal(
  actor: Actor,
  { firmId, personId }: { firmId: string; personId: string },
): boolean {
  return (
    actor.may("case:read") &&
    (actor.isAt("FIRM_MANAGER", firmId) ||
      actor.is("SECRETARY", "SERVICE") ||
      actor.id === personId)
  );
}

/** {@link maySeePersonal} as a condition on rows that carry their firm and person, for lists. */
export function personalOf(actor: Actor): { firmId?: string; personId?: string; id?: never[] } {
  if (!actor.may("case:read")) return { id: [] };
  if (actor.is("SECRETARY", "SERVICE")) return {};
  return actor.is("FIRM_MANAGER") ? { firmId: actor.org } : { personId: actor.id };
}

/** @throws HutongError `FORBIDDEN` with the sentence, unless allowed. */
export function insist(allowed: boolean, sentence: string): asserts allowed {
  if (!allowed) throw forbidden(sentence);
}
