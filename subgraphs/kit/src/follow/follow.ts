import { LockMode, type EntityManager } from "@mikro-orm/postgresql";
import type { ErrorCode } from "@hutong/schema";
import type { GraphQLFormattedError } from "graphql";
import { createClient } from "graphql-ws";
import type { Logger } from "pino";
import { WebSocket } from "ws";

import { fromTheBeginning } from "../outbox/cursor.js";
import type { Hosting } from "../operators/hosting.js";
import { claimPosition } from "./claim-position.js";
import { FollowPosition } from "./follow-position.entity.js";

/** Another party's events, consumed durably: each takes effect exactly once. */
export interface Follow<Event extends { cursor: string }> {
  /** Names the position in this party's database; never reuse it for another document. */
  readonly name: string;
  /**
   * A subscription with one root field, which takes `$after: String` and whose events carry
   * `cursor`.
   */
  readonly document: string;
  /** The effect. It runs in the transaction that stores the cursor: both are kept or neither. */
  readonly handle: (
    event: Event,
    em: EntityManager,
    server: Pick<Hosting, "hosts">,
  ) => void | Promise<void>;
}

export interface FollowerOptions {
  readonly em: EntityManager;
  /** The hub's `/graphql` as `ws://` or `wss://`. */
  readonly hubUrl: string;
  /** The party's own token, asked for at each connection so that it may be short-lived. */
  readonly token: () => Promise<string>;
  /** Whose data the server holds. Servers of others follow for themselves. */
  readonly hosting: Hosting;
  readonly log: Logger;
}

/** A hub that takes longer to greet is taken for absent. */
const answerMs = 5_000;

/** Follows until stopped; a hub or party that is away is waited for. */
export function startFollowing<Event extends { cursor: string }>(
  follow: Follow<Event>,
  { em, hubUrl, token, hosting, log }: FollowerOptions,
): { stop: () => Promise<void> } {
  let stopped = false;
  let wake: () => void = () => {};
  let failures = 0;
  let socket: WebSocket | undefined;
  const remember = (opened: WebSocket): void => void (socket = opened);

  const consume = async (): Promise<void> => {
    const { name, cursor } = await claimPosition(em, follow.name, hosting.operators);
    let position = cursor ?? null;
    const client = createClient({
      url: hubUrl,
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocols: string) {
          super(address, protocols, { handshakeTimeout: answerMs });
          remember(this);
        }
      },
      connectionAckWaitTimeout: answerMs,
      connectionParams: async () => ({ authorization: `Bearer ${await token()}` }),
      // A silent re-subscription would start from the old cursor; we resume from the stored one.
      retryAttempts: 0,
      keepAlive: 10_000,
    });
    try {
      for await (const result of client.iterate<Record<string, Event | null>>({
        query: follow.document,
        // Whoever follows for the first time starts with what has happened so far, and misses nothing.
        variables: { after: position ?? fromTheBeginning },
      })) {
        if (result.errors?.some(({ extensions }) => extensions?.["code"] === "EVENTS_MISSED")) {
          // Nobody can give them any more; the stream goes on, and somebody has to know.
          log.error({ follow: follow.name }, "events were missed that are no longer kept");
          continue;
        }
        const event = Object.values(result.data ?? {})[0];
        // Of several who serve the stream one is away: the hub goes on without it, and takes it up
        // again where it was.
        if (!event && result.errors?.every(isOperatorAway)) continue;
        if (result.errors?.length) throw result.errors[0]!;
        if (!event) continue;
        const applied = await apply(name, event, position);
        if (applied === undefined) return;
        position = applied;
        failures = 0;
      }
    } finally {
      await client.dispose();
    }
  };

  /** The new position; nothing when another replica of this party has moved it: the caller starts over. */
  const apply = (
    name: string,
    event: Event,
    position: string | null,
  ): Promise<string | null | undefined> =>
    em.fork().transactional(async (transaction) => {
      const stored = await transaction.findOneOrFail(FollowPosition, name, {
        lockMode: LockMode.PESSIMISTIC_WRITE,
      });
      if ((stored.cursor ?? null) !== position) return undefined;
      const fresh: unknown[] = await transaction.execute(
        `insert into follow_effect (name, digest) values (?, sha256(convert_to(?, 'UTF8')))
         on conflict do nothing returning name`,
        [name, event.cursor],
      );
      // Sent again, by a hub that lost its place: it has had its effect.
      if (fresh.length === 0) return position;
      await follow.handle(event, transaction, hosting);
      stored.cursor = event.cursor;
      return event.cursor;
    });

  const loop = (async () => {
    while (!stopped) {
      try {
        await consume();
      } catch (error) {
        failures += 1;
        if (!stopped)
          log.warn({ follow: follow.name, reason: describe(error) }, "following was interrupted");
      }
      if (stopped) return;
      // Full jitter, at most 5 s: parties that lost the same hub must not come back as one.
      const delay = Math.random() * Math.min(5_000, 100 * 2 ** failures);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, delay);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();

  return {
    stop: async () => {
      stopped = true;
      wake();
      // Also while it is still connecting, to something that may never answer.
      socket?.terminate();
      await loop;
    },
  };
}

const isOperatorAway = ({ extensions }: GraphQLFormattedError): boolean =>
  extensions?.["code"] === ("OPERATOR_UNAVAILABLE" satisfies ErrorCode);

function describe(error: unknown): string {
  if (error instanceof Error) return error.message;
  if (typeof error === "object" && error !== null && "reason" in error) return String(error.reason);
  return "the connection was closed";
}
