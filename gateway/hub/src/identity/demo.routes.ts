import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { refusal } from "../errors.js";
import type { DemoIssuer, Persona } from "./demo.js";

const tokenRequest = z.object({ as: z.string(), for: z.string().optional() });

/**
 * Sign-in for a demonstration: `GET /demo/personas`, `POST /demo/token`, `GET /demo/jwks`; and in a
 * simulation `GET /demo/cast`, everybody of the town.
 * @remarks Error codes: `BAD_REQUEST` (400), `NOT_FOUND` for an unknown persona (404), `FORBIDDEN` for an
 * organisation the persona may not act for (403).
 */
export function addDemoRoutes(app: FastifyInstance, issuer: DemoIssuer): void {
  app.get("/demo/personas", async () => issuer.personas.map(toCard));
  app.get("/demo/cast", async () =>
    issuer.cast.map((one) => ({
      ...toCard(one),
      phone: one.phone,
      grids: one.claims.grids,
      communities: one.claims.communities,
    })),
  );
  app.get("/demo/jwks", async () => issuer.jwks);
  app.post("/demo/token", async (request) => {
    const wanted = tokenRequest.safeParse(request.body);
    if (!wanted.success)
      throw refusal(
        "BAD_REQUEST",
        'Send {"as": "<persona id>"}, and "for" to choose an organisation.',
      );
    const { as } = wanted.data;
    const persona = [...issuer.personas, ...issuer.cast].find(({ id }) => id === as);
    if (!persona)
      throw refusal("NOT_FOUND", "There is no such persona; GET /demo/personas lists them.");
    const org = wanted.data.for ?? persona.claims.org;
    if (org !== persona.claims.org && !persona.claims.orgs.includes(org)) {
      throw refusal("FORBIDDEN", "This persona does not act for that organisation.");
    }
    return { ...(await issuer.sign({ ...persona.claims, org })), persona: toCard(persona) };
  });
}

function toCard({ id, name, title, description, organisations, claims }: Persona) {
  return {
    id,
    name,
    title,
    description,
    role: claims.role,
    organisation: claims.org,
    organisations: organisations.map((one) => ({ id: one.id, name: one.name })),
  };
}
