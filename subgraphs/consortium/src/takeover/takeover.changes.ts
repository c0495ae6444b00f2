import { defineChanges } from "../changes/changes.js";
import { Takeover } from "./takeover.entity.js";
import { mayReadTakeover } from "./takeover.policy.js";
import { factsOfTakeover, takeoverReference } from "./takeover.reference.js";
import { TakeoverStep } from "./takeover.state.js";

/** How communities change firms, live: the other parties follow it. */
export const takeoverChanges = defineChanges<Takeover, TakeoverStep>({
  field: "takeover",
  zh: "接管",
  prefix: "tko",
  node: Takeover,
  steps: TakeoverStep,
  reference: takeoverReference,
  factsOf: (one) => ({ ...factsOfTakeover(one) }),
  mayHear: (actor, { communityId = null, firmId = null }) =>
    mayReadTakeover(actor, { communityId, firmId }),
});
