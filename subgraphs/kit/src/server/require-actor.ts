import type { ApolloServerPlugin } from "@apollo/server";
import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode } from "graphql";

import { HutongError } from "../errors/hutong-error.js";
import type { Context } from "./context.js";

/** A request's context before it is known whether its token matters. */
export type MaybeContext = Omit<Context, "actor" | "graph"> &
  Partial<Pick<Context, "actor" | "graph">>;

/** Without a token a subgraph tells its SDL and nothing else, whoever reaches it and however. */
export const requireActor: ApolloServerPlugin<MaybeContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, document, contextValue }) => {
      if (!contextValue.actor && !(operation && asksForSdlAlone(operation, document)))
        throw unauthenticated();
    },
  }),
};

/** The refusal with the HTTP status of the table, for a whole request. */
export function unauthenticated(): GraphQLError {
  return withStatus(new HutongError("UNAUTHENTICATED"), 401);
}

export function withStatus(error: HutongError, status: number): GraphQLError {
  return new GraphQLError(error.message, { extensions: { ...error.extensions, http: { status } } });
}

function asksForSdlAlone(operation: OperationDefinitionNode, document: DocumentNode): boolean {
  return (
    document.definitions.length === 1 &&
    operation.operation === "query" &&
    operation.selectionSet.selections.every(
      (selection) =>
        selection.kind === Kind.FIELD && ["_service", "__typename"].includes(selection.name.value),
    )
  );
}
