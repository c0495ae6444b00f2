import { defineChanges } from "../changes/changes.js";
import { ConductCase } from "./conduct-case.entity.js";
import { mayReadConduct } from "./conduct.policy.js";
import { conductReference } from "./conduct.reference.js";
import { ConductStep } from "./conduct.state.js";

export const conductChanges = defineChanges<ConductCase, ConductStep>({
  field: "conductCase",
  zh: "督办",
  prefix: "cdt",
  node: ConductCase,
  steps: ConductStep,
  reference: conductReference,
  factsOf: ({ firm }) => ({ firmId: firm.id }),
  mayHear: (actor, { firmId = null }) => mayReadConduct(actor, { firmId }),
});
