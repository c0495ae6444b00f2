import { type Context, invalidInput, newId, now, setTimer } from "@hutong/kit";

import type { Complaint } from "../complaint/complaint.entity.js";
import type { ComplaintStepInput } from "../complaint/complaint.input.js";
import { takeStep } from "../complaint/complaint-steps.service.js";
import { ComplaintStep } from "../complaint/complaint.state.js";
import { Suspension, SuspensionState } from "./suspension.entity.js";
import type { RequestSuspensionInput } from "./suspension.input.js";
import { suspensionEnd } from "./suspension.timers.js";

/** Allows somebody else's request; the case goes on by itself when the time asked for is over. */
export async function allowSuspension(
  context: Context,
  { complaint: id, note }: ComplaintStepInput,
): Promise<Complaint> {
  const { em } = context;
  const request = await em.findOne(Suspension, {
    complaintId: id,
    state: SuspensionState.REQUESTED,
  });
  return takeStep(context, id, ComplaintStep.SUSPEND, {
    note: note ?? request?.reason,
    change: () => {
      if (request?.until) setTimer(em, suspensionEnd, id, request.until);
    },
  });
}

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
