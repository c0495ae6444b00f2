import type { Logger } from "pino";

/** What the hub last saw of a server. */
export interface Seen {
  /** `unknown` until the first request to it. */
  readonly state: "unknown" | "up" | "down";
  /** When that was, ISO 8601. */
  readonly at?: string;
}

/** Keeps in mind whether a server answered the last request to it. */
export interface Sight {
  readonly now: Seen;
  /** @param reason - why it is down, for the log. */
  see(state: "up" | "down", reason?: object): void;
}

/** @param server - names it in the log. */
export function createSight(logger: Logger, server: object): Sight {
  let state: Seen["state"] = "unknown";
  let seenAt = 0;
  return {
    get now() {
      return { state, ...(seenAt > 0 && { at: new Date(seenAt).toISOString() }) };
    },
    see(seen, reason) {
      // A line per change, not per request: a party that is down for an hour is one event.
      if (seen === "down" && state !== "down")
        logger.warn({ ...server, ...reason }, "subgraph does not answer");
      if (seen === "up" && state === "down") logger.info(server, "subgraph answers again");
      state = seen;
      seenAt = Date.now();
    },
  };
}
