import type { EntityManager } from "@mikro-orm/postgresql";
import type { FastifyInstance } from "fastify";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "pino";

import type { Actor } from "../actor/actor.js";
import type { PublicPage } from "./public-pages.js";
import type { MaybeContext } from "./require-actor.js";

/** What a party's own routes work with. */
export interface RouteTools {
  /** A fresh one for each request. */
  readonly em: () => EntityManager;
  readonly log: Logger;
}

/**
 * Adds what a party has beside its graph, for machines that speak none; in a scope of its own, so that
 * its parsers and hooks concern nothing else.
 */
export type Routes = (app: FastifyInstance, tools: RouteTools) => void;

/** Who asks, by the token that came and was verified. */
export interface Bearer {
  /** As it came. */
  readonly authorization: unknown;
  readonly actor?: Actor;
  readonly expiresAt?: Date;
}

/** What a subgraph's server needs from the rest of it. */
export interface ServerOptions {
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  /** Who bears a token: nobody without one. */
  readonly identify: (authorization: unknown) => Promise<Bearer>;
  /** Makes a fresh context for what a bearer asks; `signal` ends what it reads. */
  readonly createContext: (bearer: Bearer, requestId: string, signal?: AbortSignal) => MaybeContext;
  /** How often a stream for which nothing comes tells how far it has come, in milliseconds. */
  readonly placeMs: number;
  /** Whether everything the subgraph needs answers. */
  readonly isReady: () => Promise<boolean>;
  /** How many timers were given up: told with readiness, as somebody has to look. */
  readonly countParkedTimers: () => Promise<number>;
  /** Pages for people without an account. */
  readonly pages: readonly PublicPage[];
  /** A fresh EntityManager for such a page. */
  readonly em: () => EntityManager;
  /** The bytes of a photo, if its address is valid. */
  readonly readPhoto: (
    id: string,
    query: Record<string, string>,
  ) => Promise<{ mime: string; bytes: Uint8Array } | undefined>;
  /** Keeps the bytes of a photo; throws a `HutongError` when its address is not valid or they are no photo. */
  readonly takePhoto: (id: string, query: Record<string, string>, bytes: Buffer) => Promise<void>;
  /** What the party serves beside the graph. */
  readonly routes?: (app: FastifyInstance) => void;
}
