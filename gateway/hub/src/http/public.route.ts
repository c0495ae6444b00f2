import type { FastifyInstance, FastifyRequest } from "fastify";
import { refusal } from "../errors.js";
import type { Supergraphs } from "../planning/supergraphs.js";

const maxFormBytes = 65_536;
const maxPageBytes = 4_194_304;
const timeoutMs = 15_000;

/** A party's page is read and filled in; it runs nothing, loads nothing and is framed by nobody. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * `GET` and `POST /public/:subgraph/*`: a party's pages for people without an account, as behind the
 * QR code of a community. The party decides by the path alone: no token and no cookie is handed on.
 * @remarks Error codes: `NOT_FOUND` (404), `PAYLOAD_TOO_LARGE` (413), `SUBGRAPH_UNAVAILABLE` (503).
 */
export function addPublicRoute(
  app: FastifyInstance,
  { supergraphs }: { readonly supergraphs: Supergraphs },
): void {
  app.register(async (scope) => {
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: maxFormBytes },
      (_request, body, done) => done(null, body),
    );
    scope.route<{ Params: { subgraph: string } }>({
      method: ["GET", "POST"],
      url: "/public/:subgraph/*",
      handler: async (request, reply) => {
        const subgraph = supergraphs.current?.subgraphs.get(request.params.subgraph);
        const target = subgraph && toTarget(request, subgraph.url);
        if (!target) throw refusal("NOT_FOUND", "There is no such page.");
        const response = await ask(target, request);
        const location = response.headers.get("location");
        // Only a path: a party sends people on within the hub, or nowhere.
        if (location && /^\/(?!\/)/.test(location)) return reply.redirect(location, 303);
        if (!response.headers.get("content-type")?.startsWith("text/html"))
          throw refusal("NOT_FOUND", "There is no such page.");
        return reply
          .code(response.status)
          .header("content-type", "text/html; charset=utf-8")
          .header("cache-control", "no-store")
          .header("content-security-policy", contentSecurityPolicy)
          .header("referrer-policy", "no-referrer")
          .header("x-content-type-options", "nosniff")
          .send(await response.text());
      },
    });
  });
}

/** Same path below the subgraph's own `/public/`; nothing if dot segments lead out of it. */
function toTarget(request: FastifyRequest, subgraphUrl: string): URL | undefined {
  const rest = /^\/public\/[^/]+\/(.*)$/s.exec(request.url)?.[1] ?? "";
  const base = new URL("public/", subgraphUrl);
  const target = new URL(base.href + rest);
  return target.origin === base.origin && target.pathname.startsWith(base.pathname)
    ? target
    : undefined;
}

async function ask(target: URL, request: FastifyRequest): Promise<Response> {
  const isForm = request.method === "POST";
  const response = await fetch(target, {
    method: request.method,
    headers: {
      "x-request-id": request.id,
      "x-forwarded-origin": `${request.protocol}://${request.host}`,
      ...(isForm && { "content-type": "application/x-www-form-urlencoded" }),
    },
    ...(isForm && { body: String(request.body ?? "") }),
    signal: AbortSignal.timeout(timeoutMs),
    redirect: "manual",
  }).catch(() => undefined);
  const tooLong = Number(response?.headers.get("content-length") ?? 0) > maxPageBytes;
  if (!response || tooLong || response.status >= 500) {
    await response?.body?.cancel();
    throw refusal("SUBGRAPH_UNAVAILABLE");
  }
  return response;
}
