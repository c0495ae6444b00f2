import { createApolloFront } from "./http/apollo.js";
import { addGraphQLRoute } from "./http/graphql.route.js";
import { addHealthRoutes } from "./http/health.routes.js";
import { addPages } from "./http/pages.js";
import { addPlainLane } from "./http/plain.lane.js";
import { addPhotosRoute } from "./http/photos.route.js";
import { addPublicRoute } from "./http/public.route.js";
import { addUpgrades, createServer } from "./http/server.js";
import type { Hub, HubOptions } from "./hub.types.js";
import { createCallers } from "./identity/callers.js";
import { addDemoClockRoutes } from "./identity/demo-clock.routes.js";
import { addDemoRoutes } from "./identity/demo.routes.js";
import { createIdentity } from "./identity/identity.js";
import { createRevocations, noRevocations } from "./identity/revocations.js";
import { createRunInParts } from "./incremental/parts.js";
import { createCallbacks } from "./live/callbacks.js";
import { createCursors } from "./live/cursor.js";
import type { HttpListener } from "./live/frames.js";
import { createHeartbeat } from "./live/heartbeat.js";
import { createStreams } from "./live/streams.js";
import { createWebSocketLane } from "./live/websocket.js";
import { createOperators } from "./operators/operators.js";
import { createOperations } from "./operations/operations.js";
import { type Caller, createPipeline } from "./pipeline.js";
import { createAuthorization } from "./authorization/authorization.js";
import { createPlanning } from "./planning/planning.js";
import { isAwaited } from "./planning/source.js";
import { createSupergraphs } from "./planning/supergraphs.js";
import { createWarming } from "./planning/warming.js";
import { readOptions } from "./settings.js";
import { createDrain } from "./stop.js";

/** Between two heartbeats of a live stream; proxies commonly cut what is silent for 30 s or more. */
const heartbeatMs = 12_000;

/**
 * Starts a hub.
 *
 * Resolves when it listens and its supergraph is in force; with `{ subgraphs }` already when it
 * listens, as those may start later: see {@link Hub.ready}.
 *
 * @throws TypeError for options that make no sense; the error of the supergraph that cannot be used.
 */
export async function createHub(options: HubOptions): Promise<Hub> {
  const settings = readOptions(options);
  const { logger, limits, demo, identity } = settings;
  const issuers = identity ? [...identity.issuers, ...(demo ? [demo] : [])] : [];
  const listeners = new Set<HttpListener>();
  const heartbeat = createHeartbeat(heartbeatMs);
  const revocations =
    identity && identity.revoked !== undefined
      ? await createRevocations({
          list: identity.revoked,
          pollMs: identity.revokedPollMs!,
          logger,
        })
      : noRevocations;
  let answering = false;

  // What a request goes through, in this order.
  const callers = createCallers({
    identity: identity ? createIdentity(issuers, revocations) : undefined,
    forwardHeaders: settings.forwardHeaders,
  });
  const operations = createOperations(limits);
  // In open mode anybody may see everything.
  const authorization = identity && createAuthorization(settings.holdsPolicy);
  const planning = createPlanning(logger);
  const operators = createOperators({
    options: settings.operators,
    cursorKeys: settings.cursorKey,
    upstream: settings.upstream,
    logger,
  });
  const callbacks = createCallbacks(settings.live.callbackUrl);
  const supergraphs = createSupergraphs({
    source: settings.supergraph,
    urls: settings.subgraphUrls,
    protocols: settings.live.protocols ?? {},
    callbacks,
    upstream: settings.upstream,
    operators,
    warm: createWarming({ operations, planning }),
    logger,
  });
  const pipeline = createPipeline({
    requireToken: callers.requireToken,
    operations,
    supergraphs,
    authorization,
    planning,
    foreignErrors: settings.foreignErrors,
    logger,
  });

  const runInParts = createRunInParts(pipeline);
  const cursors = createCursors(settings.cursorKey);
  const streams = createStreams({ pipeline, supergraphs, cursors, limits, logger });

  // What it comes in by, and what the answer leaves by.
  const apollo = createApolloFront({ pipeline, supergraphs, logger });
  const sockets = createWebSocketLane({
    pipeline,
    runInParts,
    streams,
    callers,
    limits,
    heartbeat,
    logger,
  });
  const app = createServer({
    logger,
    maxBodyBytes: limits.maxBodyBytes,
    cors: settings.cors,
    isDraining: () => drain.begun,
  });
  revocations.onChange(() => {
    sockets.closeWhere(revocations.isRevoked, "TOKEN_REVOKED");
    const isRevoked = ({ token }: Caller): boolean => !!token && revocations.isRevoked(token);
    streams.endWhere(isRevoked, { code: "TOKEN_REVOKED" });
  });
  app.addHook("onClose", async () => {
    heartbeat.stop();
    revocations.stop();
  });
  const drain = createDrain({
    app,
    apollo,
    sockets,
    listeners,
    supergraphs,
    operators,
    timeoutMs: settings.drainTimeoutMs,
    logger,
  });
  addGraphQLRoute(app, {
    apollo,
    pipeline,
    runInParts,
    callers,
    streams,
    heartbeat,
    open: listeners,
    isReady: () => answering,
  });
  addPlainLane(app, {
    pipeline,
    callers,
    logger,
    maxBodyBytes: limits.maxBodyBytes,
    cors: settings.cors,
    isReady: () => answering,
    isDraining: () => drain.begun,
  });
  addUpgrades(app, sockets, () => drain.begun);
  callbacks.addRoute(app);
  addHealthRoutes(app, supergraphs, () => drain.begun);
  addPhotosRoute(app, { supergraphs, operators });
  addPublicRoute(app, { supergraphs });
  if (demo) {
    addDemoRoutes(app, demo);
    if (settings.demoClock) addDemoClockRoutes(app, settings.demoClock);
    logger.warn(
      "演示模式已开启:任何人都可以冒用任何身份登录 / DEMO MODE IS ON: anybody can sign in as anybody",
    );
  }
  await addPages(app, settings.staticDir);

  const url = await app.listen({ host: settings.host, port: settings.port });
  callbacks.setBase(url);
  const ready = apollo.start().then(() => void (answering = true));
  ready.catch((error: unknown) => !drain.begun && logger.error({ err: error }, "no supergraph"));
  if (isAwaited(settings.supergraph))
    await ready.catch((error: unknown) => drain.stop().then(() => Promise.reject(error)));
  return { url, port: Number(new URL(url).port), ready, stop: drain.stop };
}
