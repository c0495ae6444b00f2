import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from "fastify";
import type { FormattedExecutionResult } from "graphql";
import { z } from "zod";
import { refusal } from "../errors.js";
import type { Callers } from "../identity/callers.js";
import { acceptsParts, deferredParts } from "../incremental/multipart.js";
import { errorsOfPart, type ResultPart, type RunInParts } from "../incremental/parts.js";
import { type Framing, type HttpListener, listenOverHttp } from "../live/frames.js";
import type { Heartbeat } from "../live/heartbeat.js";
import { Message } from "../live/message.js";
import { multipart } from "../live/multipart.js";
import { readBegin } from "../live/resume.js";
import { serverSentEvents } from "../live/sse.js";
import type { Streams } from "../live/streams.js";
import type { OperationRequest } from "../operations/operations.js";
import type { Admitted, Pipeline } from "../pipeline.js";
import { recordErrors } from "../telemetry/log.js";
import type { ApolloContext } from "./apollo.js";
import { goneSignal } from "./gone.js";

/** What {@link addGraphQLRoute} takes. */
export interface GraphQLRouteOptions {
  readonly apollo: ApolloServer<ApolloContext>;
  readonly pipeline: Pipeline;
  readonly runInParts: RunInParts;
  readonly callers: Callers;
  readonly streams: Streams;
  readonly heartbeat: Heartbeat;
  /** Every response that is open for a stream, so that a drain can end them. */
  readonly open: Set<HttpListener>;
  /** Whether there is a supergraph yet. */
  isReady(): boolean;
}

/** `/graphql` over HTTP: a stream for those who accept one, a single result by Apollo Server for all others. */
export function addGraphQLRoute(app: FastifyInstance, options: GraphQLRouteOptions): void {
  const { apollo, pipeline, callers, streams, isReady } = options;
  let answerOnce: RouteHandlerMethod | undefined;

  async function stream(
    request: FastifyRequest,
    reply: FastifyReply,
    admitted: Admitted,
    framing: Framing,
  ): Promise<unknown> {
    const connect = (): HttpListener => {
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value);
      const listener = listenOverHttp(reply.raw, framing, {
        heartbeat: options.heartbeat,
        onErrors: (errors) => recordErrors(request.line, errors),
      });
      options.open.add(listener);
      void listener.closed.then(() => options.open.delete(listener));
      return listener;
    };
    if (admitted.operation.type === "subscription") {
      const begin = readBegin(
        admitted.request,
        framing === serverSentEvents ? request.headers["last-event-id"] : undefined,
      );
      // To a reader of server-sent events a place is no message.
      const wantsPositions = begin.wantsPositions || framing === serverSentEvents;
      const opened = streams.open(admitted, { ...begin, wantsPositions }, connect);
      request.line.feed = opened.feed;
      await opened.listener.closed;
      opened.member.leave();
      return undefined;
    }
    const parts = options.runInParts(admitted);
    const first = (await parts.next()).value ?? {};
    // A client that takes parts expects one result as every other does.
    if (framing === deferredParts && !first.hasNext) return answerWhole(request, reply, first);
    const listener = connect();
    for (
      let part: ResultPart | undefined = first;
      part;
      part = (await parts.next()).value ?? undefined
    ) {
      recordErrors(request.line, errorsOfPart(part));
      listener.send(Message.of(part));
      if (!(await listener.drained())) break;
    }
    await parts.return();
    listener.end({});
    return listener.closed;
  }

  function answerWhole(
    request: FastifyRequest,
    reply: FastifyReply,
    result: FormattedExecutionResult,
  ): FastifyReply {
    recordErrors(request.line, result.errors);
    return reply
      .code(result.errors && result.data === undefined ? 400 : 200)
      .type("application/json; charset=utf-8")
      .header("cache-control", "no-store")
      .send(JSON.stringify(result));
  }

  function admit(request: FastifyRequest): Admitted {
    const admitted = pipeline.admit(readOperation(request), request.caller);
    const { name: operation, type } = admitted.operation;
    if (request.method === "GET" && type === "mutation")
      throw refusal("BAD_REQUEST", "A mutation must be sent by POST.");
    Object.assign(request.line, { operation, type });
    return admitted;
  }

  app.route({
    method: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    url: "/graphql",
    // Before the body is read: a forged token costs the hub a signature check and no more.
    async onRequest(request, reply) {
      const token = await callers.identify(request.headers);
      request.caller = callers.describe(request.headers, {
        token,
        requestId: request.id,
        signal: goneSignal(reply.raw),
      });
    },
    async handler(request, reply) {
      if (!isReady())
        throw refusal("SUBGRAPH_UNAVAILABLE", "The hub is waiting for its subgraphs to start.");
      const accept = request.headers.accept ?? "";
      if (/text\/event-stream/i.test(accept)) {
        const admitted = admit(request);
        // Some clients accept both for all their operations: a query then is one result, as JSON.
        if (admitted.operation.type === "subscription" || !acceptsJson.test(accept)) {
          request.line.transport = "sse";
          return stream(request, reply, admitted, serverSentEvents);
        }
      }
      if (request.method === "POST" && acceptsParts(accept) && mentionsDefer(request.body)) {
        const admitted = admit(request);
        if (admitted.prepared.hasDefer && admitted.operation.type !== "subscription") {
          request.line.transport = "multipart";
          return stream(request, reply, admitted, deferredParts);
        }
      }
      // Clients that know the protocol name it for all their operations, and expect plain JSON for a query.
      if (/multipart\/mixed\s*;[^,]*subscriptionSpec/i.test(accept)) {
        const admitted = admit(request);
        if (admitted.operation.type === "subscription") {
          request.line.transport = "multipart";
          return stream(request, reply, admitted, multipart);
        }
      }
      reply.header("cache-control", "no-store");
      answerOnce ??= fastifyApolloHandler(apollo, {
        context: async ({ caller, line }: FastifyRequest) => ({ caller, record: line }),
      });
      return answerOnce.call(app, request, reply);
    },
  });
}

/** Spares all others a look at the operation. */
function mentionsDefer(body: unknown): boolean {
  const { query } = (body ?? {}) as { query?: unknown };
  return typeof query === "string" && query.includes("@defer");
}

const acceptsJson = /application\/(graphql-response\+)?json/i;

const record = z.record(z.string(), z.unknown()).nullish();
const operationRequest = z.object({
  query: z.string().min(1),
  operationName: z.string().nullish(),
  variables: record,
  extensions: record,
});

const persistedAlone = z.object({
  query: z.undefined().optional(),
  extensions: z.object({ persistedQuery: z.looseObject({}) }),
});

/** The operation of a streaming request, which does not pass through Apollo Server. */
function readOperation(request: FastifyRequest): OperationRequest {
  const given =
    request.method === "GET" ? readSearch(request.query as Record<string, string>) : request.body;
  // Only Apollo Server keeps persisted queries; a client that sent a hash alone now sends the text as well.
  if (persistedAlone.safeParse(given).success) throw refusal("PERSISTED_QUERY_NOT_FOUND");
  const operation = operationRequest.safeParse(given);
  if (!operation.success)
    throw refusal(
      "BAD_REQUEST",
      "Send a JSON object with a `query` string, and `variables` as an object.",
    );
  return operation.data;
}

function readSearch({ variables, extensions, ...search }: Record<string, string>): unknown {
  return {
    ...search,
    variables: readJson("variables", variables),
    extensions: readJson("extensions", extensions),
  };
}

function readJson(name: string, text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    throw refusal("BAD_REQUEST", `\`${name}\` is not JSON.`);
  }
}
