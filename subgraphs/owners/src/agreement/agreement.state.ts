import { registerEnumType } from "type-graphql";

export enum AgreementState {
  PROPOSED = "PROPOSED",
  ACCEPTED = "ACCEPTED",
  REFUSED = "REFUSED",
  EXPIRED = "EXPIRED",
}
registerEnumType(AgreementState, {
  name: "AgreementState",
  description: "How a supplementary agreement stands. 补充协议状态",
  valuesConfig: {
    PROPOSED: { description: "One side waits for the other's answer. 待答复" },
    ACCEPTED: { description: "Both signed; binds from its first day to its last. 已签订" },
    REFUSED: { description: "The other side said no, with a letter. 已拒绝(附函)" },
    EXPIRED: { description: "Not answered in time, or run out. 已失效" },
  },
});

export enum AgreementStep {
  ACCEPT = "ACCEPT",
  REFUSE = "REFUSE",
  EXPIRE = "EXPIRE",
}

export enum AgreementSide {
  OWNERS = "OWNERS",
  FIRM = "FIRM",
}
registerEnumType(AgreementSide, {
  name: "AgreementSide",
  description: "Who proposes or answers. 签约方",
  valuesConfig: {
    OWNERS: { description: "The owners' committee. 业委会" },
    FIRM: { description: "The property firm. 物业企业" },
  },
});

const { PROPOSED, ACCEPTED, REFUSED, EXPIRED } = AgreementState;

/** Which step leads from where to where. */
export const agreementSteps: Readonly<
  Record<AgreementStep, { readonly from: readonly AgreementState[]; readonly to: AgreementState }>
> = {
  ACCEPT: { from: [PROPOSED], to: ACCEPTED },
  REFUSE: { from: [PROPOSED], to: REFUSED },
  EXPIRE: { from: [PROPOSED, ACCEPTED], to: EXPIRED },
};
