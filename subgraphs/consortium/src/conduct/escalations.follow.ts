import type { Follow } from "@hutong/kit";
import { LockMode } from "@mikro-orm/postgresql";

import { system } from "../changes/history.js";
import { PropertyFirm } from "../firm/firm.entity.js";
import { ConductCase } from "./conduct-case.entity.js";
import { conductChanges } from "./conduct.changes.js";
import { endCase, openCase } from "./conduct.service.js";
import { ConductState, ConductStep } from "./conduct.state.js";

interface EscalationEvent {
  readonly cursor: string;
  readonly kind: "RAISED" | "DROPPED";
  readonly escalation: {
    readonly id: string;
    readonly reason: string;
    readonly firm: { readonly id: string } | null;
    readonly complaint: { readonly id: string; readonly number: string } | null;
  } | null;
}

/** A case that no level of the firm has answered for reaches the consortium: it is followed up. */
export const followEscalations: Follow<EscalationEvent> = {
  name: "consortium/escalations",
  document: /* GraphQL */ `
    subscription FollowEscalations($after: String) {
      complaintEscalated(kinds: [RAISED, DROPPED], levels: [CONSORTIUM], after: $after) {
        cursor
        kind
        escalation {
          id
          reason
          firm {
            id
          }
          complaint {
            id
            number
          }
        }
      }
    }
  `,
  handle: async ({ kind, escalation }, em) => {
    if (!escalation?.firm) return;
    const known = await em.findOne(
      ConductCase,
      { escalationId: escalation.id },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (kind === "DROPPED") {
      // What the firm was sanctioned for is settled by people.
      if (known?.state !== ConductState.OPENED) return;
      known.take(ConductStep.CLOSE);
      await endCase(em, known);
      conductChanges.announce(em, known, ConductStep.CLOSE, system, "诉求不属该企业职责");
      return;
    }
    if (known || !(await em.count(PropertyFirm, { id: escalation.firm.id }))) return;
    const { complaint, reason } = escalation;
    await openCase(
      em,
      {
        firmId: escalation.firm.id,
        complaintId: complaint?.id ?? null,
        escalationId: escalation.id,
        reason: complaint ? `${complaint.number} ${reason}` : reason,
        rectifyBy: null,
      },
      system,
    );
  },
};
