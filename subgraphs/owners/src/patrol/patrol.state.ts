import { registerEnumType } from "type-graphql";

export enum PatrolState {
  PLANNED = "PLANNED",
  UNDER_WAY = "UNDER_WAY",
  FINISHED = "FINISHED",
  CANCELLED = "CANCELLED",
}
registerEnumType(PatrolState, {
  name: "PatrolState",
  description: "How far a patrol has come. 巡查状态",
  valuesConfig: {
    PLANNED: { description: "To be walked. 待巡查" },
    UNDER_WAY: { description: "Somebody is walking it. 巡查中" },
    FINISHED: { description: "It was walked. 已完成" },
    CANCELLED: { description: "It was called off. 已取消" },
  },
});

export enum PatrolStep {
  START = "START",
  FINISH = "FINISH",
  CANCEL = "CANCEL",
}

const { PLANNED, UNDER_WAY, FINISHED, CANCELLED } = PatrolState;

/** Which step leads from where to where. */
export const patrolSteps: Readonly<
  Record<PatrolStep, { readonly from: readonly PatrolState[]; readonly to: PatrolState }>
> = {
  START: { from: [PLANNED], to: UNDER_WAY },
  FINISH: { from: [UNDER_WAY], to: FINISHED },
  CANCEL: { from: [PLANNED, UNDER_WAY], to: CANCELLED },
};
