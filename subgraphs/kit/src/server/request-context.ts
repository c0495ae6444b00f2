import type { EntityManager } from "@mikro-orm/postgresql";
import type { Logger } from "pino";

import type { Actor } from "../actor/actor.js";
import { bearerToken } from "../actor/token-verifier.js";
import { GraphClient } from "../graph/graph-client.js";
import type { IdentityHasher } from "../identity/identity-hasher.js";
import { hostedEvents, type Hosting } from "../operators/hosting.js";
import type { EventSource, OperationEvents, OutboxReader } from "../outbox/outbox-reader.js";
import type { PhotoSigner } from "../photos/photo-url.js";
import type { Context } from "./context.js";
import type { MaybeContext } from "./require-actor.js";
import type { Bearer } from "./server-options.js";

/** What the contexts of a subgraph are made of. */
export interface ContextParts {
  readonly fork: () => EntityManager;
  readonly outbox: OutboxReader;
  readonly hosting: Hosting;
  /** The hub's `/graphql`. */
  readonly hubUrl: string;
  readonly photos: PhotoSigner;
  readonly identity: IdentityHasher;
  readonly log: Logger;
}

/**
 * A context whose dearer parts are made when they are asked for: an event of a stream is often answered
 * out of what it carries, and a replay has a hundred thousand of them. A class, as an object with
 * accessors of its own takes several microseconds to make.
 */
class RequestContext implements MaybeContext {
  readonly actor?: Actor;
  readonly authorization: unknown;
  private ownEm: EntityManager | undefined;
  private ownLog: Logger | undefined;
  private ownLoaders: Map<object, unknown> | undefined;
  private events: OperationEvents | undefined;

  constructor(
    private readonly parts: ContextParts,
    { actor, authorization }: Bearer,
    readonly requestId: string,
    private readonly signal: AbortSignal | undefined,
  ) {
    if (actor) this.actor = actor;
    this.authorization = authorization;
  }

  get em(): EntityManager {
    return (this.ownEm ??= this.parts.fork());
  }

  get log(): Logger {
    return (this.ownLog ??= this.parts.log.child({ requestId: this.requestId }));
  }

  get graph(): GraphClient {
    const authorization = `Bearer ${bearerToken(this.authorization)}`;
    return new GraphClient({ url: this.parts.hubUrl, authorization, requestId: this.requestId });
  }

  get outbox(): EventSource {
    return hostedEvents(this.read(), this.parts.hosting);
  }

  get begun(): Promise<string> {
    return this.read().begun;
  }

  get place(): () => string | undefined {
    return () => this.events?.place();
  }

  get photos(): PhotoSigner {
    return this.parts.photos;
  }

  get identity(): IdentityHasher {
    return this.parts.identity;
  }

  get loaders(): Map<object, unknown> {
    return (this.ownLoaders ??= new Map());
  }

  private read(): OperationEvents {
    return (this.events ??= this.parts.outbox.until(this.signal));
  }
}

/** Makes the context of one request, or of one event of a stream. */
export function createContextOf(
  parts: ContextParts,
  bearer: Bearer,
  requestId: string,
  signal?: AbortSignal,
): MaybeContext {
  return new RequestContext(parts, bearer, requestId, signal);
}

/** The same request over another EntityManager, without what was looked up through the first. */
export function withEm(context: Context, em: EntityManager): Context {
  return Object.create(context, { em: { value: em }, loaders: { value: new Map() } }) as Context;
}
