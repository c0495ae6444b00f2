import type { EntityManager } from "@mikro-orm/postgresql";

import { now } from "../clocks/domain-clock.js";
import { OutboxEvent } from "./outbox.entity.js";

/** A topic of a party: what its events are about and what they carry. */
export interface Topic<Kind extends string, Payload extends Record<string, unknown>> {
  readonly name: string;
  /** Type only: the kinds and the payload of this topic. */
  readonly "~types"?: { kind: Kind; payload: Payload };
}

/** Declares a topic. The payload holds ids and what a policy needs to filter, never a person's data. */
export function defineTopic<Kind extends string, Payload extends Record<string, unknown>>(
  name: string,
): Topic<Kind, Payload> {
  return { name };
}

/**
 * Records an event with the change that is about to be flushed: both are written in one
 * transaction or neither is.
 */
export function emit<Kind extends string, Payload extends Record<string, unknown>>(
  em: EntityManager,
  topic: Topic<Kind, Payload>,
  kind: Kind,
  payload: Payload,
): void {
  em.persist(em.create(OutboxEvent, { topic: topic.name, kind, payload, at: now() } as never));
}
