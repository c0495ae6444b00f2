import type { Actor } from "@hutong/kit";

import { FeeKind } from "./fee.entity.js";

/** Whose ledger it is and which firm keeps it now. */
export interface LedgerParties {
  readonly communityId: string;
  readonly firmId: string | null;
}

/** Who may read a ledger: those whose money it is, the firm, the grid and the consortium. */
export function mayReadFees(actor: Actor, { communityId, firmId }: LedgerParties): boolean {
  if (!actor.may("case:read")) return false;
  if (actor.is("SECRETARY", "SERVICE")) return true;
  if (actor.is("FIRM_MANAGER")) return actor.org === firmId;
  return actor.is("OWNER", "COMMITTEE_MEMBER", "GRID_WORKER") && actor.communities.has(communityId);
}

/**
 * Who may enter a line: the firm accounts for what it took and spent; what the common parts brought
 * is the owners', so their committee may enter that too.
 */
export function mayPostFees(
  actor: Actor,
  { communityId, firmId }: LedgerParties,
  kind: FeeKind,
): boolean {
  if (!actor.may("case:write")) return false;
  if (actor.isAt("FIRM_MANAGER", firmId)) return true;
  return (
    kind === FeeKind.SHARED_INCOME &&
    actor.is("COMMITTEE_MEMBER") &&
    actor.communities.has(communityId)
  );
}
