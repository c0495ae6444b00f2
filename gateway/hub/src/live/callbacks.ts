import type { Callback, CallbackDesk } from "@hutong/executor";
import type { FastifyInstance } from "fastify";
import { randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { refusal } from "../errors.js";

/** Where subgraphs of the HTTP callback protocol call, and what is awaited there. */
export interface Callbacks extends CallbackDesk {
  /** From here on, this is the hub's address as subgraphs see it. */
  setBase(url: string): void;
  addRoute(app: FastifyInstance): void;
}

const path = "/live/callbacks";

const call = z.object({
  kind: z.literal("subscription"),
  action: z.enum(["check", "next", "complete"]),
  id: z.string(),
  verifier: z.string(),
  payload: z.unknown().optional(),
  errors: z.array(z.unknown()).optional(),
});

/** What each action is answered with. */
const statusOf = { check: 204, next: 200, complete: 202 } as const;

/** @param url - under which subgraphs reach this very process; behind a balancer every replica has its own. */
export function createCallbacks(url: string | undefined): Callbacks {
  const awaited = new Map<string, { verifier: string; onCall(call: Callback): void }>();
  let base = url;

  return {
    setBase(listening) {
      base ??= listening;
    },
    open(onCall) {
      const id = randomUUID();
      const verifier = randomBytes(32).toString("base64url");
      awaited.set(id, { verifier, onCall });
      return { id, verifier, url: `${base}${path}/${id}`, close: () => void awaited.delete(id) };
    },
    addRoute(app) {
      app.post<{ Params: { id: string } }>(`${path}/:id`, async (request, reply) => {
        const given = call.safeParse(request.body);
        if (!given.success) throw refusal("BAD_REQUEST", "This is no call of the protocol.");
        const { action, id, verifier, payload, errors } = given.data;
        const one = awaited.get(request.params.id);
        // Whoever does not know the secret learns nothing, not even whether there is such a stream.
        if (!one || id !== request.params.id || !isEqual(verifier, one.verifier))
          throw refusal("NOT_FOUND");
        if (action === "next") one.onCall({ action, payload });
        else if (action === "complete") one.onCall({ action, ...(errors && { errors }) });
        else one.onCall({ action });
        return reply.code(statusOf[action]).header("subscription-protocol", "callback/1.0").send();
      });
    },
  };
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
