import { defineTimer } from "@hutong/kit";

import { SupplementaryAgreement } from "./agreement.entity.js";
import { AgreementEventKind, announce } from "./agreement.events.js";
import { AgreementStep } from "./agreement.state.js";

/** A proposal that nobody answered in time, and an agreement whose last day is over, lose their force. */
export const agreementEnds = defineTimer({
  name: "agreement.ends",
  fire: async ({ em, now }, { subject }) => {
    const agreement = await em.findOneOrFail(SupplementaryAgreement, subject);
    if (!agreement.permits(AgreementStep.EXPIRE)) return;
    agreement.expire(now);
    announce(em, agreement, AgreementEventKind.EXPIRED);
  },
});
