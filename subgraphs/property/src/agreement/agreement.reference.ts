import { defineReference, forbidden } from "@hutong/kit";

import { maySeeLabour } from "../firm.policy.js";
import { PlatformAgreement } from "./agreement.entity.js";

/** An agreement about the platform by its id, for the firm and the consortium. */
export const agreementReference = defineReference<PlatformAgreement>(
  "PlatformAgreement",
  async (ids, { em, actor }) => {
    const found = await em.find(PlatformAgreement, { id: { $in: [...ids] } });
    return found.map((one) =>
      maySeeLabour(actor, one.firmId)
        ? one
        : ([one.id, forbidden("This agreement is not yours to see")] as const),
    );
  },
);
