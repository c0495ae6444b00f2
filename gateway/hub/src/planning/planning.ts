import { prepareOperation, type PreparedOperation } from "@hutong/executor";
import { GraphQLError, print } from "graphql";
import { createHash } from "node:crypto";
import type { Logger } from "pino";
import { Refusal, refusal } from "../errors.js";
import type { KnownOperation } from "../operations/operations.js";
import type { Supergraph } from "./supergraph.js";

/** The planning stage: a valid operation in, one ready to execute out. */
export interface Planning {
  /** @throws Refusal `QUERY_PLANNING_FAILED`. */
  plan(supergraph: Supergraph, operation: KnownOperation): PreparedOperation;
  /** What {@link plan} has given for an operation, where it could. */
  planned(operation: KnownOperation): PreparedOperation | undefined;
}

/**
 * The planning stage; a plan lives as long as the operation it belongs to stays in the operations cache.
 *
 * @param logger - gets the reason why an operation cannot be planned: it speaks of the parties' schemas,
 * and is for whoever runs the hub, not for the client.
 */
export function createPlanning(logger: Logger): Planning {
  const plans = new WeakMap<KnownOperation, PreparedOperation | Refusal>();

  function prepare(
    { schema, planner }: Supergraph,
    operation: KnownOperation,
  ): PreparedOperation | Refusal {
    const { document, name } = operation;
    try {
      return prepareOperation({ schema, planner, document, operationName: name });
    } catch (error) {
      // What is wrong with the operation itself says so.
      if (error instanceof GraphQLError) throw error;
      const hash = createHash("sha256").update(print(document)).digest("hex").slice(0, 12);
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn({ operation: name, hash, reason }, "an operation cannot be planned");
      return refusal("QUERY_PLANNING_FAILED");
    }
  }

  return {
    plan(supergraph, operation) {
      let plan = plans.get(operation);
      // What cannot be planned is kept as well: looking for a way takes longest where there is none.
      if (!plan) plans.set(operation, (plan = prepare(supergraph, operation)));
      if (plan instanceof Refusal) throw plan;
      return plan;
    },
    planned(operation) {
      const plan = plans.get(operation);
      return plan instanceof Refusal ? undefined : plan;
    },
  };
}
