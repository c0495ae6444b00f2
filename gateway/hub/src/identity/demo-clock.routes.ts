import type { FastifyInstance } from "fastify";
import { z } from "zod";

import { refusal } from "../errors.js";

/** What a simulation's clock shows. */
export interface Moment {
  /** The domain's time. */
  readonly now: Date;
  /** When something is due next; null when nothing ever is. */
  readonly nextDue: Date | null;
}

/** A clock that stands still unless it is moved. */
export interface DemoClock {
  /**
   * Waits until everything that is due has fired; `parkedTimers` were given up after failing again and
   * again.
   */
  readonly read: () => Promise<Moment & { readonly parkedTimers: number }>;
  /**
   * Moves on to an instant, or to the next one before it at which something is due; waits until that has
   * fired. An instant that has passed moves nothing.
   */
  readonly advance: (to: Date) => Promise<Moment>;
}

const move = z.object({ to: z.iso.datetime({ offset: true }) });

/**
 * The time of a simulation: `GET /demo/clock`, `POST /demo/clock {"to": "<ISO time>"}`.
 * @remarks Error code: `BAD_REQUEST` (400).
 */
export function addDemoClockRoutes(app: FastifyInstance, clock: DemoClock): void {
  app.get("/demo/clock", () => clock.read());
  app.post("/demo/clock", async (request) => {
    const wanted = move.safeParse(request.body);
    if (!wanted.success) throw refusal("BAD_REQUEST", 'Send {"to": "<ISO time>"}.');
    return clock.advance(new Date(wanted.data.to));
  });
}
