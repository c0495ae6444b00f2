import type { EntityManager } from "@mikro-orm/postgresql";
import type { FastifyInstance, FastifyRequest } from "fastify";

/** What somebody without an account sends. */
export interface PageRequest {
  /** Values of the `:names` in the path. */
  readonly params: Readonly<Record<string, string>>;
  /** Fields of the form; none for a GET. */
  readonly form: Readonly<Record<string, string>>;
  /** The hub's origin as the person sees it, `https://hub.example`. */
  readonly origin: string;
  readonly em: EntityManager;
}

/** What they get. */
export interface PageAnswer {
  /** Default 200. */
  readonly status?: number;
  readonly html?: string;
  /** Sends the person on, to a path of the hub. */
  readonly location?: string;
}

/**
 * A page for people without an account, at `/public/<party>/<path>` of the hub. No token and no
 * cookie ever reaches it, and the hub lets it run no script: what it may show or take, the path
 * alone must permit.
 */
export interface PublicPage {
  readonly method: "GET" | "POST";
  /** Below `/public/<party>/`, as `report/:code`. */
  readonly path: string;
  readonly answer: (request: PageRequest) => Promise<PageAnswer>;
}

const maxFormBytes = 65_536;

/** Serves the party's public pages, and forms for them alone. */
export function addPublicPages(
  app: FastifyInstance,
  pages: readonly PublicPage[],
  em: () => EntityManager,
): void {
  app.register(async (scope) => {
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: maxFormBytes },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    for (const { method, path, answer } of pages) {
      scope.route({
        method,
        url: `/public/${path}`,
        handler: async (request, reply) => {
          const {
            status = 200,
            html,
            location,
          } = await answer({
            params: request.params as Record<string, string>,
            form: (request.body ?? {}) as Record<string, string>,
            origin: originOf(request),
            em: em(),
          });
          if (location) return reply.redirect(location, 303);
          return reply
            .code(status)
            .header("content-type", "text/html; charset=utf-8")
            .header("cache-control", "no-store")
            .send(html);
        },
      });
    }
  });
}

/** The hub says how it was reached; without a hub, the party itself was. */
function originOf({ headers, protocol, host }: FastifyRequest): string {
  const said = headers["x-forwarded-origin"];
  return typeof said === "string" ? said : `${protocol}://${host}`;
}
