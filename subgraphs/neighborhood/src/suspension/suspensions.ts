import { defineBatch } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import type { Complaint } from "../complaint/complaint.entity.js";
import { ComplaintStep } from "../complaint/complaint.state.js";
import { Suspension, SuspensionState } from "./suspension.entity.js";

/**
 * Writes on the record what a step means for a suspension: allowed, refused, ended; a request that
 * another step has overtaken is refused by it.
 */
export async function settleSuspension(
  em: EntityManager,
  complaint: Complaint,
  step: ComplaintStep,
  { asked, by, at }: { asked: boolean; by: string; at: Date },
): Promise<void> {
  if (step === ComplaintStep.REQUEST_SUSPENSION) return;
  if (step === ComplaintStep.RESUME) {
    const running = await find(em, complaint, SuspensionState.APPROVED);
    if (running) em.assign(running, { state: SuspensionState.ENDED, endedAt: at });
  } else if (asked) {
    const request = await find(em, complaint, SuspensionState.REQUESTED);
    const allowed = step === ComplaintStep.SUSPEND;
    const state = allowed ? SuspensionState.APPROVED : SuspensionState.REFUSED;
    if (request) em.assign(request, { state, decidedBy: by, decidedAt: at });
  }
}

const find = (em: EntityManager, { id }: Complaint, state: SuspensionState) =>
  em.findOne(Suspension, { complaintId: id, state }, { orderBy: { requestedAt: "desc" } });

/** A case's suspensions, oldest first. */
export const suspensionsOf = defineBatch<Suspension[]>(async (ids, { em }) => {
  const rows = await em.find(
    Suspension,
    { complaintId: { $in: [...ids] } },
    { orderBy: { requestedAt: "asc", id: "asc" } },
  );
  const byCase = Map.groupBy(rows, ({ complaintId }) => complaintId);
  return (id) => byCase.get(id) ?? [];
});
