import type { FastifyInstance, FastifyRequest } from "fastify";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { refusal } from "../errors.js";
import type { Operators } from "../operators/operators.js";
import type { Supergraphs } from "../planning/supergraphs.js";
import { goneSignal } from "./gone.js";

/** Of the browser's request only what concerns the bytes: no cookies, no token. */
const requestHeaders = ["accept", "if-none-match", "if-modified-since", "range"];

const responseHeaders = [
  "accept-ranges",
  "cache-control",
  "content-disposition",
  "content-length",
  "content-range",
  "content-type",
  "etag",
  "last-modified",
];

const timeoutMs = 30_000;

/** Of the largest photo a party may take; its own limit may be lower. */
const maxUploadBytes = 10 * 1024 * 1024;

/** What {@link addPhotosRoute} takes. */
export interface PhotosRouteOptions {
  readonly supergraphs: Supergraphs;
  readonly operators: Operators;
}

interface PhotoRequest {
  readonly Params: { readonly subgraph: string };
  readonly Querystring: { readonly operator?: unknown };
}

/**
 * `GET /photos/:subgraph/*`: a party's photos under the hub's own origin, and `PUT
 * /photos/:subgraph/uploads/*`: new ones for it. The party has signed the URL and checks it; the host
 * is always one that the supergraph or the directory of operators names.
 * @remarks Error codes: `NOT_FOUND` (404), `SUBGRAPH_UNAVAILABLE` (503); for new ones also
 * `PHOTO_TOO_LARGE` (413), `PHOTO_TYPE_REFUSED` (415), `BAD_REQUEST` (400).
 */
export function addPhotosRoute(
  app: FastifyInstance,
  { supergraphs, operators }: PhotosRouteOptions,
): void {
  app.get<PhotoRequest>("/photos/:subgraph/*", async (request, reply) => {
    const response = await fetchPhoto(targetOf(request), request, goneSignal(reply.raw));
    for (const name of responseHeaders) {
      const value = response.headers.get(name);
      if (value !== null) reply.header(name, value);
    }
    // An image is looked at, never run: a party's SVG must not become a script of the hub's origin.
    reply
      .header("content-security-policy", "default-src 'none'; sandbox")
      .header("x-content-type-options", "nosniff");
    reply.code(response.status);
    return reply.send(response.body ? Readable.fromWeb(response.body as ReadableStream) : null);
  });

  // A scope of its own: here the body is handed on as it comes, and nowhere else.
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, body, done) => done(null, body));
    scope.put<PhotoRequest & { Body: Readable }>(
      "/photos/:subgraph/uploads/*",
      async (request, reply) => {
        const length = Number(request.headers["content-length"]);
        if (!(length > 0)) throw refusal("BAD_REQUEST", "Send the photo with its Content-Length.");
        if (length > maxUploadBytes) throw refusal("PHOTO_TOO_LARGE");
        await sendPhoto(targetOf(request), request, goneSignal(reply.raw));
        return reply.code(204).send();
      },
    );
  });

  function targetOf({ params, query, url: path }: FastifyRequest<PhotoRequest>): URL {
    const subgraph = supergraphs.current?.subgraphs.get(params.subgraph);
    // Whose photo it is only chooses among the party's servers; each believes its own signature alone.
    const url =
      typeof query.operator === "string"
        ? operators.urlOf(params.subgraph, query.operator)
        : undefined;
    const target = subgraph && toTarget(path, url ?? subgraph.url);
    if (!target) throw refusal("NOT_FOUND", "There is no such photo.");
    return target;
  }
}

/** Same path below the subgraph's own `/photos/`; nothing if dot segments lead out of it. */
function toTarget(path: string, subgraphUrl: string): URL | undefined {
  // As it was sent, not as it was decoded: the signature covers the letters.
  const rest = /^\/photos\/[^/]+\/(.*)$/s.exec(path)?.[1] ?? "";
  const base = new URL("photos/", subgraphUrl);
  const target = new URL(base.href + rest);
  return target.origin === base.origin && target.pathname.startsWith(base.pathname)
    ? target
    : undefined;
}

async function fetchPhoto(
  target: URL,
  request: FastifyRequest,
  gone: AbortSignal,
): Promise<Response> {
  // As it is: what arrives compressed would be unpacked on the way, and its length no longer true.
  const headers: Record<string, string> = {
    "accept-encoding": "identity",
    "x-request-id": request.id,
  };
  for (const name of requestHeaders) {
    const value = request.headers[name];
    if (typeof value === "string") headers[name] = value;
  }
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), gone]);
  const response = await fetch(target, { headers, signal, redirect: "manual" }).catch(
    () => undefined,
  );
  if (!response || response.status >= 500) throw refusal("SUBGRAPH_UNAVAILABLE");
  // A redirect could name any host; a party that moves its photos serves them through its own server.
  const isRedirect = response.status >= 300 && response.status < 400 && response.status !== 304;
  if (isRedirect || response.status >= 400) {
    await response.body?.cancel();
    throw response.status === 403
      ? refusal("FORBIDDEN")
      : refusal("NOT_FOUND", "There is no such photo.");
  }
  return response;
}

/** Streams the bytes to the party, which reads and judges them. */
async function sendPhoto(
  target: URL,
  { headers, body, id }: FastifyRequest<{ Body: Readable }>,
  gone: AbortSignal,
): Promise<void> {
  const response = await fetch(target, {
    method: "PUT",
    headers: {
      "content-type": headers["content-type"] ?? "application/octet-stream",
      "content-length": headers["content-length"]!,
      "x-request-id": id,
    },
    body: Readable.toWeb(body) as ReadableStream,
    duplex: "half",
    signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), gone]),
    redirect: "manual",
  } as RequestInit).catch(() => undefined);
  await response?.body?.cancel();
  switch (response?.status) {
    case 200:
    case 201:
    case 204:
      return;
    case 404:
      throw refusal("NOT_FOUND", "There is no such address, or its time is over.");
    case 413:
      throw refusal("PHOTO_TOO_LARGE");
    case 415:
      throw refusal("PHOTO_TYPE_REFUSED");
    default:
      throw refusal("SUBGRAPH_UNAVAILABLE");
  }
}
