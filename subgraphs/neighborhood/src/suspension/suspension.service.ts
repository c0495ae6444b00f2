import { type Context, invalidInput, newId } from "@hutong/kit";

import type { Complaint } from "../complaint/complaint.entity.js";
import { takeStep } from "../complaint/complaint-steps.service.js";
import { ComplaintStep } from "../complaint/complaint.state.js";
import { now } from "../now.js";
import { Suspension, SuspensionState } from "./suspension.entity.js";
import type { RequestSuspensionInput } from "./suspension.input.js";

/** Asks to put a case off; somebody else must allow it. */
export function requestSuspension(
  context: Context,
  { complaint: id, reason, until }: RequestSuspensionInput,
): Promise<Complaint> {
  const { em, actor } = context;
  const at = now();
  if (until && until <= at) throw invalidInput({ until: "must lie ahead" });
  return takeStep(context, id, ComplaintStep.REQUEST_SUSPENSION, {
    note: reason,
    change: (complaint) => {
      complaint.suspensionRequestedBy = actor.id;
      em.create(Suspension, {
        id: newId("sus"),
        complaintId: complaint.id,
        state: SuspensionState.REQUESTED,
        reason,
        until: until ?? null,
        requestedBy: actor.name,
        requestedAt: at,
        decidedBy: null,
        decidedAt: null,
        endedAt: null,
      });
    },
  });
}
