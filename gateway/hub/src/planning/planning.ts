import { prepareOperation, type PreparedOperation } from "@hutong/executor";
import { GraphQLError } from "graphql";
import { refusal } from "../errors.js";
import type { KnownOperation } from "../operations/operations.js";
import type { Supergraph } from "./supergraph.js";

/** The planning stage: a valid operation in, one ready to execute out. */
export interface Planning {
  /** @throws Refusal `QUERY_PLANNING_FAILED`. */
  plan(supergraph: Supergraph, operation: KnownOperation): PreparedOperation;
}

/** The planning stage; a plan lives as long as the operation it belongs to stays in the operations cache. */
export function createPlanning(): Planning {
  const plans = new WeakMap<KnownOperation, PreparedOperation>();
  return {
    plan({ schema, planner }, operation) {
      let plan = plans.get(operation);
      if (!plan) {
        try {
          plan = prepareOperation({
            schema,
            planner,
            document: operation.document,
            operationName: operation.name,
          });
        } catch (error) {
          // What is wrong with the operation itself says so.
          throw error instanceof GraphQLError ? error : refusal("QUERY_PLANNING_FAILED");
        }
        plans.set(operation, plan);
      }
      return plan;
    },
  };
}
