import {
  ApolloServer,
  HeaderMap,
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
  type GraphQLRequestListener,
} from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { GraphQLError, parse, type DocumentNode, type GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import { isPublic, Refusal, refusal, toGraphQLError, toPublicError } from "../errors.js";
import type { Admitted, Caller, Pipeline } from "../pipeline.js";
import type { Supergraphs } from "../planning/supergraphs.js";
import { recordErrors, type OperationRecord } from "../telemetry/log.js";

/** What a request carries through Apollo Server. */
export interface ApolloContext {
  readonly caller: Caller;
  /** Filled in for the log. */
  readonly record: OperationRecord;
  outcome?: Admitted | Refusal;
}

/** What {@link createApolloFront} takes. */
export interface ApolloFrontOptions {
  readonly pipeline: Pipeline;
  readonly supergraphs: Supergraphs;
  readonly logger: Logger;
}

/**
 * Apollo Server as the front for single results: the HTTP protocol with its status codes and media
 * types, CSRF prevention, automatic persisted queries, plugins. Documents, plans and execution are the
 * pipeline's, the same for all transports.
 */
export function createApolloFront({
  pipeline,
  supergraphs,
  logger,
}: ApolloFrontOptions): ApolloServer<ApolloContext> {
  return new ApolloServer<ApolloContext>({
    gateway: toGateway(pipeline, supergraphs),
    plugins: [
      admission(pipeline, logger),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
    logger,
    // Whatever NODE_ENV says: stack traces never leave, signals are the command line's affair.
    nodeEnv: "production",
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    introspection: true,
    csrfPrevention: true,
    documentStore: null,
    formatError(formatted, error) {
      // What a subgraph said has been made fit to leave by the pipeline.
      if (formatted.extensions?.subgraph !== undefined) return formatted;
      return toPublicError(isClientsFault(error) ? withBadRequest(formatted) : formatted);
    },
  });
}

/** Apollo Server's own refusals of a request that is not well formed; some carry a status and no code. */
function isClientsFault(error: unknown): boolean {
  if (!(error instanceof GraphQLError) || isPublic(error)) return false;
  const { status } = (error.extensions.http ?? {}) as { status?: number };
  return status !== undefined && status >= 400 && status < 500;
}

function withBadRequest(formatted: GraphQLFormattedError): GraphQLFormattedError {
  return { ...formatted, extensions: { code: "BAD_REQUEST" } };
}

/** Stands in for a document that was refused, so that Apollo Server does not read it a second time. */
const refusedDocument: DocumentNode = parse("{ __typename }");

/** Leads each request through the pipeline's stages at the hooks that Apollo Server has for them. */
function admission(pipeline: Pipeline, logger: Logger): ApolloServerPlugin<ApolloContext> {
  const listener: GraphQLRequestListener<ApolloContext> = {
    async didResolveSource(request) {
      const { contextValue, source } = request;
      const outcome = admit(pipeline, request.request, source, contextValue, logger);
      contextValue.outcome = outcome;
      // Declared read-only, and left alone by Apollo Server when set here: it then neither parses nor validates.
      (request as { document?: DocumentNode }).document =
        outcome instanceof Refusal ? refusedDocument : outcome.operation.document;
      // What is refused must not take a place in the cache of persisted queries.
      if (outcome instanceof Refusal) request.metrics.persistedQueryRegister = false;
    },
    async responseForOperation({ contextValue: { outcome } }) {
      if (!(outcome instanceof Refusal)) return null;
      const errors = outcome.errors.map((error) => toPublicError(error));
      return {
        http: { status: outcome.status, headers: new HeaderMap() },
        body: { kind: "single", singleResult: { errors } },
      };
    },
    async willSendResponse({ contextValue, response: { body } }) {
      if (body.kind === "single") recordErrors(contextValue.record, body.singleResult.errors);
    },
  };
  return { requestDidStart: async () => listener };
}

function admit(
  pipeline: Pipeline,
  request: {
    operationName?: string;
    variables?: Record<string, unknown>;
    http?: { method: string };
  },
  query: string,
  { caller, record }: ApolloContext,
  logger: Logger,
): Admitted | Refusal {
  try {
    const admitted = pipeline.admit({ ...request, query }, caller);
    record.operation = admitted.operation.name;
    record.type = admitted.operation.type;
    if (admitted.operation.type === "subscription" && request.http?.method === "POST")
      throw noStreamAccepted();
    return admitted;
  } catch (error) {
    if (error instanceof Refusal) return error;
    logger.error({ requestId: caller.requestId, err: error }, "an operation could not be admitted");
    return new Refusal([toGraphQLError(error)]);
  }
}

function noStreamAccepted(): Refusal {
  return refusal(
    "BAD_REQUEST",
    "A subscription needs a transport that streams: WebSocket (graphql-transport-ws), `Accept: text/event-stream`, " +
      'or `Accept: multipart/mixed;subscriptionSpec="1.0"`.',
  );
}

/** Our supergraphs and executor as the gateway that Apollo Server expects. */
function toGateway(
  pipeline: Pipeline,
  supergraphs: Supergraphs,
): ApolloServerOptionsWithGateway<ApolloContext>["gateway"] {
  return {
    onSchemaLoadOrUpdate: (callback) =>
      supergraphs.onChange(({ schema, sdl }) =>
        callback({ apiSchema: schema, coreSupergraphSdl: sdl }),
      ),
    async load() {
      await supergraphs.load();
      return {
        async executor({ context }) {
          const result = await pipeline.run((context as ApolloContext).outcome as Admitted);
          return { ...result, errors: result.errors?.map(toErrorInstance) };
        },
      };
    },
    async stop() {},
  };
}

/** Apollo Server takes errors as instances only. */
function toErrorInstance({
  message,
  path,
  extensions,
}: {
  message: string;
  path?: readonly (string | number)[];
  extensions?: object;
}): GraphQLError {
  return new GraphQLError(message, { path, extensions: { ...extensions } });
}
