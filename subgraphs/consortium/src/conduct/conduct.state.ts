import { registerEnumType } from "type-graphql";

import type { Moves } from "../changes/moves.js";

export enum ConductState {
  OPENED = "OPENED",
  INTERVIEWED = "INTERVIEWED",
  CIRCULATED = "CIRCULATED",
  DEDUCTED = "DEDUCTED",
  APPEALED = "APPEALED",
  UPHELD = "UPHELD",
  REVOKED = "REVOKED",
  CLOSED = "CLOSED",
}
registerEnumType(ConductState, {
  name: "ConductState",
  description: "How far a supervision of a firm has come. 督办状态",
  valuesConfig: {
    OPENED: { description: "The firm is asked to put it right. 立案督办" },
    INTERVIEWED: { description: "The firm was spoken to. 已约谈" },
    CIRCULATED: { description: "All members were told. 已通报" },
    DEDUCTED: { description: "Credit was taken. 已扣分" },
    APPEALED: { description: "The firm objects to the deduction. 申诉中" },
    UPHELD: { description: "The deduction stands. 维持扣分" },
    REVOKED: { description: "The deduction was taken back. 撤销扣分" },
    CLOSED: { description: "Put right, or settled. 已结束" },
  },
});

export enum ConductStep {
  OPEN = "OPEN",
  INTERVIEW = "INTERVIEW",
  CIRCULATE = "CIRCULATE",
  DEDUCT = "DEDUCT",
  APPEAL = "APPEAL",
  UPHOLD = "UPHOLD",
  REVOKE = "REVOKE",
  CLOSE = "CLOSE",
}
registerEnumType(ConductStep, {
  name: "ConductStep",
  description: "A step of a supervision; the sanctions come in this order and no other. 督办动作",
  valuesConfig: {
    OPEN: { description: "Ask the firm to put it right. 立案" },
    INTERVIEW: { description: "Speak to the firm. 约谈" },
    CIRCULATE: { description: "Tell all members. 通报" },
    DEDUCT: { description: "Take credit. 信用扣分" },
    APPEAL: { description: "Object, for the firm. 申诉" },
    UPHOLD: { description: "Let the deduction stand. 维持" },
    REVOKE: { description: "Take the deduction back. 撤销" },
    CLOSE: { description: "End it. 结束" },
  },
});

const { OPENED, INTERVIEWED, CIRCULATED, DEDUCTED, APPEALED, UPHELD, REVOKED, CLOSED } =
  ConductState;

/** Which step leads from where to where: no credit is taken without the interview and the circular. */
export const conductMoves: Moves<ConductState, Exclude<ConductStep, ConductStep.OPEN>> = {
  INTERVIEW: { from: [OPENED], to: INTERVIEWED },
  CIRCULATE: { from: [INTERVIEWED], to: CIRCULATED },
  DEDUCT: { from: [CIRCULATED], to: DEDUCTED },
  APPEAL: { from: [DEDUCTED], to: APPEALED },
  UPHOLD: { from: [APPEALED], to: UPHELD },
  REVOKE: { from: [APPEALED], to: REVOKED },
  CLOSE: { from: [OPENED, INTERVIEWED, CIRCULATED, DEDUCTED, UPHELD, REVOKED], to: CLOSED },
};
