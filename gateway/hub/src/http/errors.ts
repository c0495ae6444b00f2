import { errorTable } from "@hutong/schema";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Refusal, refusal, toGraphQLError, toPublicError } from "../errors.js";

/** Answers whatever a route throws in the shape of a GraphQL response, with the status of the error table. */
export function addErrorHandling(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Refusal, request, reply) => {
    const { refused, status } = toRefusal(error);
    if (status >= 500 && !(error instanceof Refusal))
      request.log.error({ requestId: request.id, err: error }, "request failed");
    return replyWithRefusal(request, reply, refused, status);
  });
}

/** Sends a refusal; `status` overrides the table's where HTTP has a more precise one. */
export function replyWithRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Refusal,
  status = refused.status,
): FastifyReply {
  const errors = refused.errors.map((error) => toPublicError(error, request.id));
  request.line.errors = errors.map((error) => String(error.extensions?.code));
  if (status === 401)
    reply.header(
      "www-authenticate",
      refused.code === "UNAUTHENTICATED" ? "Bearer" : 'Bearer error="invalid_token"',
    );
  const isGraphQL = request.headers.accept?.includes("application/graphql-response+json");
  return reply
    .code(status)
    .type(
      isGraphQL
        ? "application/graphql-response+json; charset=utf-8"
        : "application/json; charset=utf-8",
    )
    .header("cache-control", "no-store")
    .send(JSON.stringify({ errors }));
}

function toRefusal(error: FastifyError | Refusal): { refused: Refusal; status: number } {
  if (error instanceof Refusal) return { refused: error, status: error.status };
  const status = error.statusCode ?? 500;
  if (status === errorTable.PAYLOAD_TOO_LARGE.status)
    return { refused: refusal("PAYLOAD_TOO_LARGE", error.message), status };
  // What fastify itself says of a malformed request is written for its sender.
  if (status >= 400 && status < 500)
    return { refused: refusal("BAD_REQUEST", error.message), status };
  return { refused: new Refusal([toGraphQLError(error)]), status: 500 };
}
