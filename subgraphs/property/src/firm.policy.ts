import { type Actor, forbidden } from "@hutong/kit";

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

/** {@link maySeeLabour} as a condition on rows that carry their firm, for lists. */
export function labourOf(actor: Actor): { firmId?: string; id?: never[] } {
  if (!actor.may("case:read")) return { id: [] };
  if (actor.is("SECRETARY", "SERVICE")) return {};
  return actor.is("FIRM_MANAGER", "EXPERT") ? { firmId: actor.org } : { id: [] };
}

/** @throws HutongError `FORBIDDEN` with the sentence, unless allowed. */
export function insist(allowed: boolean, sentence: string): asserts allowed {
  if (!allowed) throw forbidden(sentence);
}
