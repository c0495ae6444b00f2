import { refusal } from "../errors.js";
import type { VerifiedToken } from "../identity/identity.js";
import type { Limits } from "../limits/limits.js";

/** Counts what is open, against the limits. */
export interface Quota {
  /**
   * Takes a place for a stream.
   * @throws Refusal `TOO_MANY_STREAMS`.
   */
  take(token: VerifiedToken | undefined): void;
  giveBack(token: VerifiedToken | undefined): void;
}

/** The quota of one hub. */
export function createQuota(limits: Limits): Quota {
  const byActor = new Map<string, number>();
  let all = 0;

  return {
    take(token) {
      const actor = actorOf(token);
      const own = actor === undefined ? 0 : (byActor.get(actor) ?? 0);
      if (all >= limits.maxStreams) throw tooMany("the hub", limits.maxStreams);
      if (own >= limits.maxStreamsPerActor)
        throw tooMany("one person or service", limits.maxStreamsPerActor);
      all += 1;
      if (actor !== undefined) byActor.set(actor, own + 1);
    },
    giveBack(token) {
      all -= 1;
      const actor = actorOf(token);
      if (actor === undefined) return;
      const left = byActor.get(actor)! - 1;
      if (left === 0) byActor.delete(actor);
      else byActor.set(actor, left);
    },
  };
}

const actorOf = (token: VerifiedToken | undefined): string | undefined =>
  token && `${token.claims.iss} ${token.claims.sub} ${token.claims.org}`;

/** A refusal that names whose limit it is. */
export function tooMany(whose: string, limit: number) {
  return refusal("TOO_MANY_STREAMS", `At most ${limit} live streams are open for ${whose}.`);
}
