import type { EntityManager } from "@mikro-orm/postgresql";
import type { Logger } from "pino";

import { bearerToken } from "../actor/token-verifier.js";
import { GraphClient } from "../graph/graph-client.js";
import type { IdentityHasher } from "../identity/identity-hasher.js";
import { hostedEvents, type Hosting } from "../operators/hosting.js";
import type { OperationEvents, OutboxReader } from "../outbox/outbox-reader.js";
import type { PhotoSigner } from "../photos/photo-url.js";
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
 * Makes a context whose dearer parts are made when they are asked for: an event of a stream is often
 * answered out of what it carries, and a replay has a hundred thousand of them.
 */
export function createContextOf(
  { fork, outbox, hosting, hubUrl, photos, identity, log }: ContextParts,
  { actor, authorization }: Bearer,
  requestId: string,
  signal?: AbortSignal,
): MaybeContext {
  let em: EntityManager | undefined;
  let ownLog: Logger | undefined;
  let events: OperationEvents | undefined;
  const read = (): OperationEvents => (events ??= outbox.until(signal));
  return {
    ...(actor && { actor }),
    get em() {
      return (em ??= fork());
    },
    get log() {
      return (ownLog ??= log.child({ requestId }));
    },
    get graph() {
      const own = `Bearer ${bearerToken(authorization)}`;
      return new GraphClient({ url: hubUrl, authorization: own, requestId });
    },
    get outbox() {
      return hostedEvents(read(), hosting);
    },
    get begun() {
      return read().begun;
    },
    place: () => events?.place(),
    photos,
    identity,
    requestId,
    authorization,
    loaders: new Map(),
  };
}
