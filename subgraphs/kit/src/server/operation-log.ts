import type { ApolloServerPlugin } from "@apollo/server";

import type { MaybeContext } from "./require-actor.js";

/** One line for each operation, under the request id that the hub gave it; never its variables. */
export const operationLog: ApolloServerPlugin<MaybeContext> = {
  requestDidStart: async () => {
    const began = performance.now();
    return {
      willSendResponse: async ({ operationName, operation, errors, contextValue }) => {
        // The hub asks for the SDL every few seconds, without an actor.
        contextValue.log[contextValue.actor ? "info" : "debug"](
          {
            operation: operationName ?? undefined,
            type: operation?.operation,
            actor: contextValue.actor?.id,
            errors: errors?.length || undefined,
            ms: Math.round((performance.now() - began) * 10) / 10,
          },
          "operation",
        );
      },
    };
  },
};
