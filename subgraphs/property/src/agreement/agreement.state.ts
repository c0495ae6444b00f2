import { registerEnumType } from "type-graphql";

import type { Steps } from "../transition.js";

export enum AgreementState {
  PROPOSED = "PROPOSED",
  ACCEPTED = "ACCEPTED",
  REFUSED = "REFUSED",
  EXPIRED = "EXPIRED",
}
registerEnumType(AgreementState, {
  name: "PlatformAgreementState",
  description: "How far an agreement about the platform has come. 平台协议状态",
  valuesConfig: {
    PROPOSED: { description: "Put before the firm. 已提出" },
    ACCEPTED: { description: "Signed by the firm. 已签署" },
    REFUSED: { description: "Declined by the firm in a letter. 已拒绝(附函)" },
    EXPIRED: { description: "Its time is over. 已到期" },
  },
});

export enum AgreementStep {
  ACCEPT = "ACCEPT",
  REFUSE = "REFUSE",
  EXPIRE = "EXPIRE",
}

const { PROPOSED, ACCEPTED, REFUSED, EXPIRED } = AgreementState;

/** Which step leads from where to where; one that nobody answered expires as well. */
export const agreementSteps: Steps<AgreementStep, AgreementState> = {
  ACCEPT: { from: [PROPOSED], to: ACCEPTED },
  REFUSE: { from: [PROPOSED], to: REFUSED },
  EXPIRE: { from: [PROPOSED, ACCEPTED], to: EXPIRED },
};
