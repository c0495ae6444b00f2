import { registerEnumType } from "type-graphql";

export enum ContractState {
  PROPOSED = "PROPOSED",
  DECLINED = "DECLINED",
  SIGNED = "SIGNED",
  ACTIVE = "ACTIVE",
  EXPIRED = "EXPIRED",
}
registerEnumType(ContractState, {
  name: "ContractState",
  description: "Whether a contract binds. 合同状态",
  valuesConfig: {
    PROPOSED: { description: "The owners' committee waits for the firm's signature. 待企业签署" },
    DECLINED: { description: "The firm did not sign. 企业未签" },
    SIGNED: { description: "Both signed; its first day is to come. 已签待生效" },
    ACTIVE: { description: "In force; a community has one at most. 履行中" },
    EXPIRED: { description: "It has run out, or another one has begun. 已到期" },
  },
});

export enum ContractStep {
  SIGN = "SIGN",
  DECLINE = "DECLINE",
  BEGIN = "BEGIN",
  END = "END",
}

const { PROPOSED, DECLINED, SIGNED, ACTIVE, EXPIRED } = ContractState;

/** Which step leads from where to where. */
export const contractSteps: Readonly<
  Record<ContractStep, { readonly from: readonly ContractState[]; readonly to: ContractState }>
> = {
  SIGN: { from: [PROPOSED], to: SIGNED },
  DECLINE: { from: [PROPOSED], to: DECLINED },
  BEGIN: { from: [SIGNED], to: ACTIVE },
  END: { from: [SIGNED, ACTIVE], to: EXPIRED },
};
