import { defineTimer, setTimer } from "@hutong/kit";
import type { EntityManager } from "@mikro-orm/postgresql";

import { day, plus, shanghaiInstant } from "../time.js";
import { PlatformAgreement } from "./agreement.entity.js";
import { announceAgreement } from "./agreement.events.js";
import { AgreementState } from "./agreement.state.js";

/** The last day of an agreement is over. */
export const agreementEndTimer = defineTimer({
  name: "platform-agreement/end",
  fire: async ({ em }, { subject }) => {
    const agreement = await em.findOne(PlatformAgreement, subject);
    if (!agreement || !running.includes(agreement.state)) return;
    agreement.expire();
    announceAgreement(em, agreement);
  },
});

const running: readonly AgreementState[] = [AgreementState.PROPOSED, AgreementState.ACCEPTED];

/** Lets an agreement end with its last day, whether it is signed by then or not. */
export const endInTime = (em: EntityManager, { id, endsOn }: PlatformAgreement): void =>
  setTimer(em, agreementEndTimer, id, plus(shanghaiInstant(endsOn), day));
