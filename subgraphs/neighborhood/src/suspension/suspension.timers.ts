import { ComplaintState, defineTimer } from "@hutong/kit";

import { Complaint } from "../complaint/complaint.entity.js";
import { applyStep } from "../complaint/complaint-steps.service.js";
import { ComplaintStep } from "../complaint/complaint.state.js";
import { theRules } from "../rules.js";
import { Suspension, SuspensionState } from "./suspension.entity.js";

/** The time for which a case was put off is over: it goes on by itself. */
export const suspensionEnd = defineTimer({
  name: "suspension-end",
  fire: async ({ em, now }, { subject }) => {
    const complaint = await em.findOneOrFail(Complaint, subject);
    const running = await em.findOne(Suspension, {
      complaintId: subject,
      state: SuspensionState.APPROVED,
    });
    // It was resumed by hand meanwhile, and perhaps put off again for longer.
    if (complaint.state !== ComplaintState.SUSPENDED) return;
    if (!running?.until || running.until > now) return;
    await applyStep(em, complaint, ComplaintStep.RESUME, theRules, { note: "缓办期满" });
  },
});
