import { registerEnumType } from "type-graphql";

import type { Moves } from "../changes/moves.js";

export enum TakeoverState {
  REQUESTED = "REQUESTED",
  CONSULTED = "CONSULTED",
  RECOMMENDED = "RECOMMENDED",
  DECIDED = "DECIDED",
  HANDED_OVER = "HANDED_OVER",
}
registerEnumType(TakeoverState, {
  name: "TakeoverState",
  description: "How far a change of firm has come. 接管状态",
  valuesConfig: {
    REQUESTED: { description: "A community needs a firm. 已申请" },
    CONSULTED: { description: "The consortium has asked around. 已会商" },
    RECOMMENDED: { description: "A firm that is able and willing is recommended. 已推荐" },
    DECIDED: { description: "The owners have decided for it. 业主已决定" },
    HANDED_OVER: { description: "The projects have changed hands. 已交接" },
  },
});

export enum TakeoverStep {
  REQUEST = "REQUEST",
  DECLARE = "DECLARE",
  CONSULT = "CONSULT",
  RECOMMEND = "RECOMMEND",
  DECIDE = "DECIDE",
  DECLINE = "DECLINE",
  HAND_OVER = "HAND_OVER",
}
registerEnumType(TakeoverStep, {
  name: "TakeoverStep",
  description: "A step of a change of firm. 接管动作",
  valuesConfig: {
    REQUEST: { description: "Say that a community needs a firm. 申请" },
    DECLARE: { description: "Say that one is able and willing, for a firm. 表达意愿" },
    CONSULT: { description: "Write down what was asked and answered. 会商" },
    RECOMMEND: { description: "Recommend a firm. 推荐" },
    DECIDE: { description: "Decide for it, for the owners. 业主决定" },
    DECLINE: { description: "Decide against it, for the owners. 业主否决" },
    HAND_OVER: { description: "Hand the projects over from a day on. 交接" },
  },
});

const { REQUESTED, CONSULTED, RECOMMENDED, DECIDED, HANDED_OVER } = TakeoverState;

/** Which step leads from where to where; what the owners decline is consulted on anew. */
export const takeoverMoves: Moves<
  TakeoverState,
  "CONSULT" | "RECOMMEND" | "DECIDE" | "DECLINE" | "HAND_OVER"
> = {
  CONSULT: { from: [REQUESTED], to: CONSULTED },
  RECOMMEND: { from: [CONSULTED], to: RECOMMENDED },
  DECIDE: { from: [RECOMMENDED], to: DECIDED },
  DECLINE: { from: [RECOMMENDED], to: CONSULTED },
  HAND_OVER: { from: [DECIDED], to: HANDED_OVER },
};

/** While a firm is looked for, firms may say that they are able and willing. */
export const declarableStates: readonly TakeoverState[] = [REQUESTED, CONSULTED];
