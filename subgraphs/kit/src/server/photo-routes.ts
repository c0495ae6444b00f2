import type { FastifyInstance } from "fastify";

import { HutongError } from "../errors/hutong-error.js";
import { maxPhotoBytes } from "../photos/rendition.js";
import type { ServerOptions } from "./server-options.js";

interface PhotoRequest {
  readonly Params: { readonly id: string };
  readonly Querystring: Record<string, string>;
}

/** `GET /photos/:id` and `PUT /photos/uploads/:id`: the signed address is the permission, not a token. */
export function addPhotoRoutes(
  app: FastifyInstance,
  { readPhoto, takePhoto }: Pick<ServerOptions, "readPhoto" | "takePhoto">,
): void {
  app.get<PhotoRequest>("/photos/:id", async ({ params, query }, reply) => {
    const photo = await readPhoto(params.id, query);
    if (!photo) return reply.code(404).send();
    // A document is saved, not opened in the page: what may be active in it does not run here.
    if (!photo.mime.startsWith("image/"))
      reply
        .header("content-disposition", `attachment; filename="${params.id}.pdf"`)
        .header("content-security-policy", "default-src 'none'; sandbox");
    return reply
      .header("content-type", photo.mime)
      .header("cache-control", "private, max-age=3600, immutable")
      .header("x-content-type-options", "nosniff")
      .send(photo.bytes);
  });

  // A scope of its own: bytes are taken as they are here, and nowhere else.
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "*",
      { parseAs: "buffer", bodyLimit: maxPhotoBytes },
      (_, body, done) => done(null, body),
    );
    scope.put<PhotoRequest & { Body: unknown }>(
      "/photos/uploads/:id",
      {
        bodyLimit: maxPhotoBytes,
        errorHandler: (error, _request, _reply) => {
          throw error.statusCode === 413 ? new HutongError("PHOTO_TOO_LARGE") : error;
        },
      },
      async ({ params, query, body }, reply) => {
        if (!Buffer.isBuffer(body)) throw new HutongError("PHOTO_TYPE_REFUSED");
        await takePhoto(params.id, query, body);
        return reply.code(204).send();
      },
    );
  });
}
