import { randomBytes } from "node:crypto";

import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import type { Logger } from "pino";
import { ulid } from "ulid";

import { bearerToken, createTokenVerifier, type TrustedIssuer } from "./actor/token-verifier.js";
import { loadCalendar } from "./clocks/working-calendar.js";
import { openDatabase, type DatabaseParts } from "./database/database.js";
import { Notifications } from "./database/notifications.js";
import { HutongError } from "./errors/hutong-error.js";
import { buildFederatedSchema, type SchemaParts } from "./federation/build-schema.js";
import { startFollowing, type Follow } from "./follow/follow.js";
import { GraphClient } from "./graph/graph-client.js";
import { IdentityHasher } from "./identity/identity-hasher.js";
import { type Hosting, hostingOf } from "./operators/hosting.js";
import { OutboxReader } from "./outbox/outbox-reader.js";
import { keepOutbox } from "./outbox/retention.job.js";
import { receivePhoto } from "./photos/photo-uploads.js";
import { PhotoSigner } from "./photos/photo-url.js";
import { readPhoto } from "./photos/photos.js";
import { openPhotoStore, type PhotoStoreSettings } from "./photos/store/photo-store.js";
import { removeUnattached } from "./photos/unattached.job.js";
import type { PublicPage } from "./server/public-pages.js";
import { type ContextParts, createContextOf } from "./server/request-context.js";
import type { Bearer, Routes } from "./server/server-options.js";
import { createServer } from "./server/server.js";
import { type Job, timerOfJob } from "./timers/job.js";
import { TimerRunner } from "./timers/timer-runner.js";
import type { Timer } from "./timers/timer.js";

/** A party's subgraph: its schema, its storage, whom it follows. One per package, in `subgraph.ts`. */
export interface SubgraphDefinition extends SchemaParts, DatabaseParts {
  /** Name in the supergraph. */
  readonly name: string;
  readonly follows?: readonly Follow<never>[];
  /** Served at `/public/<name>/…` of the hub, to people without an account. */
  readonly pages?: readonly PublicPage[];
  /** What it does at a moment set before; one that is not listed never fires. */
  readonly timers?: readonly Timer<never>[];
  /** What it serves beside the graph. */
  readonly routes?: Routes;
  /** What it does again and again, by the calendar. */
  readonly jobs?: readonly Job[];
}

/** Where and for whom a subgraph runs. */
export interface SubgraphConfig {
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly databaseUrl: string;
  readonly issuers: readonly TrustedIssuer[];
  /** The hub's `/graphql`; without it the party neither asks nor follows others. */
  readonly hubUrl?: string;
  /** The party's own token, for following. */
  readonly serviceToken?: () => Promise<string>;
  /** Signs photo addresses; replicas share it. Default: random for this process. */
  readonly photoKey?: Buffer;
  /** For how many days events can be replayed, at least; 0 for all that ever were. Default 400. */
  readonly eventDays?: number;
  /** Where photos are kept. Default: in the party's database. */
  readonly photoStore?: PhotoStoreSettings;
  /**
   * The operators whose data this server holds, of those that serve the subgraph: `f01`. What is
   * another's it does not find. Default: all.
   */
  readonly operators?: readonly string[];
  /** Hashes ID numbers of workers; without it none can be registered. */
  readonly identityKey?: Buffer;
  /**
   * How often a live stream for which nothing happens tells how far it has come, in milliseconds: so
   * that whoever comes back to it is not asked for more than is kept. Default 60,000.
   */
  readonly placeMs?: number;
  readonly log: Logger;
}

export interface RunningSubgraph {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  readonly orm: MikroORM;
  readonly hosting: Hosting;
  /** Waits until all timers that are due have fired; says when the next one is. */
  readonly settled: () => Promise<Date | null>;
  /** How many timers were given up after failing again and again. */
  readonly countParkedTimers: () => Promise<number>;
  /** Finishes what runs, closes streams, then the database. */
  readonly stop: () => Promise<void>;
}

/** Types a party's definition. */
export const defineSubgraph = (definition: SubgraphDefinition): SubgraphDefinition => definition;

/** Migrates the party's database and serves its subgraph. */
export async function startSubgraph(
  definition: SubgraphDefinition,
  config: SubgraphConfig,
): Promise<RunningSubgraph> {
  const log = config.log.child({ subgraph: definition.name });
  const hosting = hostingOf(config.operators);
  const [orm, schema] = await Promise.all([
    openDatabase(config.databaseUrl, definition, log, hosting),
    buildFederatedSchema(definition),
  ]);
  const notifications = await Notifications.start(config.databaseUrl, log);
  const outbox = await OutboxReader.start(config.databaseUrl, notifications, log);
  await notifications.on(
    "calendar",
    () => void loadCalendar(orm.em).catch((err: unknown) => log.warn({ err }, "an old calendar")),
  );
  const photoStore = openPhotoStore(config.photoStore ?? { place: "database" });
  const photos = new PhotoSigner(definition.name, config.photoKey ?? randomBytes(32));
  const identity = new IdentityHasher(config.identityKey);
  const verify = createTokenVerifier(config.issuers);

  const identify = async (authorization: unknown): Promise<Bearer> => {
    const token = bearerToken(authorization);
    return { authorization, ...(token && (await verify(token))) };
  };
  const parts: ContextParts = {
    fork: () => orm.em.fork(),
    outbox,
    hosting,
    hubUrl: config.hubUrl ?? "",
    photos,
    identity,
    log,
  };

  const { hubUrl, serviceToken } = config;
  const timers = await TimerRunner.start({
    em: orm.em,
    timers: definition.timers ?? [],
    jobs: [
      removeUnattached(photoStore),
      keepOutbox(config.eventDays ?? 400),
      ...(definition.jobs ?? []),
    ].map(timerOfJob),
    notifications,
    hosting,
    graph: () =>
      new GraphClient({
        url: hubUrl ?? "",
        authorization: async () => `Bearer ${await serviceToken?.()}`,
        requestId: ulid(),
      }),
    log,
  });

  const server = await createServer({
    schema,
    log,
    identify,
    createContext: (bearer, requestId, signal) => createContextOf(parts, bearer, requestId, signal),
    ...(definition.routes && {
      routes: (app) => definition.routes!(app, { em: () => orm.em.fork() as EntityManager, log }),
    }),
    placeMs: config.placeMs ?? 60_000,
    isReady: () => orm.isConnected(),
    pages: definition.pages ?? [],
    em: () => orm.em.fork(),
    countParkedTimers: () => timers.countParked(),
    readPhoto: async (id, { expires = "", signature = "" }) =>
      photos.accepts(id, expires, signature) ? readPhoto(orm.em.fork(), photoStore, id) : undefined,
    takePhoto: async (id, { expires = "", signature = "" }, bytes) => {
      if (!photos.acceptsUpload(id, expires, signature)) throw new HutongError("NOT_FOUND");
      await receivePhoto(orm.em.fork(), photoStore, id, bytes);
    },
  });
  const url = `${await server.app.listen({ port: config.port, host: config.host ?? "127.0.0.1" })}/graphql`;

  const following =
    hubUrl && serviceToken
      ? (definition.follows ?? []).map((follow) =>
          startFollowing(follow as Follow<{ cursor: string }>, {
            em: orm.em,
            hubUrl: hubUrl.replace(/^http/, "ws"),
            token: serviceToken,
            hosting,
            log,
          }),
        )
      : [];
  log.info({ url }, "serving");

  return {
    name: definition.name,
    url,
    port: Number(new URL(url).port),
    orm,
    hosting,
    settled: () => timers.settled(),
    countParkedTimers: () => timers.countParked(),
    stop: async () => {
      await Promise.all([timers.stop(), ...following.map((follower) => follower.stop())]);
      await server.drain();
      await notifications.stop();
      await outbox.stop();
      await orm.close();
      log.info("stopped");
    },
  };
}
