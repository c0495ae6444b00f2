import { registerEnumType } from "type-graphql";

export enum HelpRequestState {
  DRAFT = "DRAFT",
  BROADCAST = "BROADCAST",
  OFFERED = "OFFERED",
  ACCEPTED = "ACCEPTED",
  ON_SITE = "ON_SITE",
  ADVISED = "ADVISED",
  CONFIRMED = "CONFIRMED",
  CLOSED = "CLOSED",
  NO_OFFER = "NO_OFFER",
  WITHDRAWN = "WITHDRAWN",
}
registerEnumType(HelpRequestState, {
  name: "HelpRequestState",
  description: "How far an expert consultation has come. 会诊状态",
  valuesConfig: {
    DRAFT: { description: "Written, seen by the asking firm alone. 草稿" },
    BROADCAST: { description: "Sent to all firms. 已发布" },
    OFFERED: { description: "At least one firm offers an expert. 已应援" },
    ACCEPTED: { description: "One expert was chosen. 已采纳" },
    ON_SITE: { description: "The expert is there. 到场" },
    ADVISED: { description: "The expert has given advice. 已出具意见" },
    CONFIRMED: { description: "The asking firm confirms that it helped. 已确认" },
    CLOSED: { description: "Over; part of the case library. 已归档" },
    NO_OFFER: { description: "Nobody answered in time. 无人应援" },
    WITHDRAWN: { description: "Taken back by who asked. 已撤回" },
  },
});

export enum HelpRequestStep {
  BROADCAST = "BROADCAST",
  OFFER = "OFFER",
  ACCEPT = "ACCEPT",
  DIRECT = "DIRECT",
  ARRIVE = "ARRIVE",
  ADVISE = "ADVISE",
  CONFIRM = "CONFIRM",
  CLOSE = "CLOSE",
  WITHDRAW = "WITHDRAW",
  MARK_NO_OFFER = "MARK_NO_OFFER",
}
registerEnumType(HelpRequestStep, {
  name: "HelpRequestStep",
  description: "A step of an expert consultation. 会诊动作",
  valuesConfig: {
    BROADCAST: { description: "Send it to all firms. 发布" },
    OFFER: { description: "Offer an expert. 应援" },
    ACCEPT: { description: "Choose one offer. 采纳" },
    DIRECT: { description: "Send an expert, for the secretariat. 指派" },
    ARRIVE: { description: "Be on site, for the chosen expert. 到场" },
    ADVISE: { description: "Give advice, for the chosen expert. 出具意见" },
    CONFIRM: { description: "Confirm that it helped. 确认" },
    CLOSE: { description: "Close it. 归档" },
    WITHDRAW: { description: "Take it back. 撤回" },
    MARK_NO_OFFER: { description: "Record that nobody answered in time. 标记无人应援" },
  },
});

const {
  DRAFT,
  BROADCAST,
  OFFERED,
  ACCEPTED,
  ON_SITE,
  ADVISED,
  CONFIRMED,
  CLOSED,
  NO_OFFER,
  WITHDRAWN,
} = HelpRequestState;

/** Which step leads from where to where. */
export const helpRequestSteps: Readonly<
  Record<
    HelpRequestStep,
    { readonly from: readonly HelpRequestState[]; readonly to: HelpRequestState }
  >
> = {
  BROADCAST: { from: [DRAFT], to: BROADCAST },
  OFFER: { from: [BROADCAST, OFFERED], to: OFFERED },
  ACCEPT: { from: [OFFERED], to: ACCEPTED },
  DIRECT: { from: [BROADCAST, OFFERED, NO_OFFER], to: ACCEPTED },
  ARRIVE: { from: [ACCEPTED], to: ON_SITE },
  ADVISE: { from: [ON_SITE], to: ADVISED },
  CONFIRM: { from: [ADVISED], to: CONFIRMED },
  CLOSE: { from: [CONFIRMED], to: CLOSED },
  WITHDRAW: { from: [DRAFT, BROADCAST, OFFERED, NO_OFFER], to: WITHDRAWN },
  MARK_NO_OFFER: { from: [BROADCAST], to: NO_OFFER },
};

/** Over: another request may be made for the same case. */
export const endedStates: readonly HelpRequestState[] = [CLOSED, WITHDRAWN];
