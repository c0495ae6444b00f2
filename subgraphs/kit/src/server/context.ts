import type { EntityManager } from "@mikro-orm/postgresql";
import type { Logger } from "pino";

import type { Actor } from "../actor/actor.js";
import type { GraphClient } from "../graph/graph-client.js";
import type { IdentityHasher } from "../identity/identity-hasher.js";
import type { EventSource } from "../outbox/outbox-reader.js";
import type { PhotoSigner } from "../photos/photo-url.js";

/** What a resolver gets: everything of one request, nothing of another. */
export interface Context {
  readonly actor: Actor;
  /** One forked EntityManager per request: its identity map never leaks between actors. */
  readonly em: EntityManager;
  /** Asks the other parties, through the hub, in the actor's own name. */
  readonly graph: GraphClient;
  /** The party's events; what is read through it ends with the subscription. */
  readonly outbox: EventSource;
  /** The place at which the operation began to read {@link outbox}; settles when it does. */
  readonly begun: Promise<string>;
  /** How far the operation has come in {@link outbox}, where it has taken all there is. */
  readonly place: () => string | undefined;
  readonly photos: PhotoSigner;
  readonly identity: IdentityHasher;
  readonly log: Logger;
  readonly requestId: string;
  /** The token as it came, to be handed on when another party is asked. */
  readonly authorization: unknown;
  /** Batched references, one loader per lookup; see `defineBatch`. */
  readonly loaders: Map<object, unknown>;
}
