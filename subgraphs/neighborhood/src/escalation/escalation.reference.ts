import { defineReference, forbidden } from "@hutong/kit";

import { Complaint } from "../complaint/complaint.entity.js";
import { complaintReference } from "../complaint/complaint.reference.js";
import { Escalation } from "./escalation.entity.js";

/** An escalation by its id: for who may read its case. */
export const escalationReference = defineReference<Escalation>(
  "Escalation",
  async (ids, context) => {
    const found = await context.em.find(Escalation, { id: { $in: [...ids] } });
    return Promise.all(
      found.map(async (escalation) => {
        const complaint = await complaintReference
          .loadOne(escalation.complaintId, context)
          .catch(() => null);
        return complaint instanceof Complaint
          ? escalation
          : ([escalation.id, forbidden("This case is not yours to see")] as const);
      }),
    );
  },
);
