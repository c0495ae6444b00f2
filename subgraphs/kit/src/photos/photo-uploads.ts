import type { EntityManager } from "@mikro-orm/postgresql";
import { UniqueConstraintViolationException } from "@mikro-orm/core";
import { Arg, Ctx, Directive, Mutation, Resolver } from "type-graphql";

import { now } from "../clocks/domain-clock.js";
import { HutongError } from "../errors/hutong-error.js";
import { newId, operatorOf } from "../ids/id.js";
import type { Context } from "../server/context.js";
import { StoredPhoto } from "./photo.entity.js";
import { documentType, isPdf, keepPdf } from "./document.js";
import { PhotoTicket, PhotoUpload, PreparePhotoInput } from "./photo-upload.entity.js";
import { maxPhotoBytes, photoTypes, renderPhoto } from "./rendition.js";
import type { PhotoStore } from "./store/photo-store.js";

/** Long enough for a slow network, short enough for an address that was seen by others. */
const ticketMs = 15 * 60_000;

/** How a party takes photos. */
export interface PhotoUploads {
  /** The mutation's name, of this party alone: `prepareCleaningPhoto`. */
  readonly mutation: string;
  /** Refuses who may not report about the subject. */
  readonly allow: (context: Context, subject: string) => Promise<void>;
  /** Whether a PDF is taken, too: what was signed and stamped. See `documentsOf`. */
  readonly documents?: boolean;
  /** Whether several organisations serve the party's subgraph: the subject then tells which is asked. */
  readonly servedByOperators?: boolean;
}

/** The resolver through which a party's people get addresses to send photos to. */
export function photoUploads({
  mutation,
  allow,
  documents = false,
  servedByOperators,
}: PhotoUploads): Function {
  const types: readonly string[] = documents ? [...photoTypes, documentType] : photoTypes;
  const routed = servedByOperators ? [Directive('@operator(arg: "input.subject")')] : [];

  @Resolver()
  class PhotoUploadResolver {
    @Each(routed)
    @Mutation(() => PhotoUpload, {
      name: mutation,
      description: "Ask where to send a photo; send its id with what it shows. 申请上传照片",
    })
    async prepare(
      @Ctx() context: Context,
      @Arg("input", () => PreparePhotoInput, { description: "Which photo. 照片" })
      { contentType, byteLength, subject }: PreparePhotoInput,
    ): Promise<PhotoUpload> {
      if (!types.includes(contentType)) throw new HutongError("PHOTO_TYPE_REFUSED");
      if (byteLength > maxPhotoBytes) throw new HutongError("PHOTO_TOO_LARGE");
      await allow(context, subject);
      const { em, actor, photos } = context;
      const ticket = em.create(PhotoTicket, {
        id: newId("pho", operatorOf(subject)),
        uploadedBy: actor.id,
        preparedFor: subject,
        documents,
        expiresAt: new Date(Date.now() + ticketMs),
      });
      await em.persist(ticket).flush();
      return Object.assign(new PhotoUpload(), {
        id: ticket.id,
        expiresAt: ticket.expiresAt,
        uploadUrl: photos.uploadUrlOf(ticket.id, ticket.expiresAt),
      });
    }
  }
  return PhotoUploadResolver;
}

/** Some decorators, or none. */
const Each =
  (decorators: readonly (MethodDecorator & PropertyDecorator)[]): MethodDecorator =>
  (target, key, descriptor) => {
    for (const decorate of decorators) decorate(target, key, descriptor);
  };

/**
 * Keeps what was sent to an address that {@link photoUploads} gave; sent again, nothing changes.
 * @throws HutongError `NOT_FOUND`, `PHOTO_TYPE_REFUSED`, `PHOTO_TOO_LARGE`
 */
export async function receivePhoto(
  em: EntityManager,
  store: PhotoStore,
  id: string,
  bytes: Buffer,
): Promise<void> {
  const ticket = await em.findOne(PhotoTicket, { id, expiresAt: { $gt: new Date() } });
  if (!ticket) throw new HutongError("NOT_FOUND");
  if (await em.count(StoredPhoto, { id })) return;
  const { bytes: rendered, ...facts } =
    ticket.documents && isPdf(bytes) ? keepPdf(bytes) : await renderPhoto(bytes);
  // The bytes first: a row whose bytes are nowhere would be a photo that cannot be seen.
  const kept = await store.keep(id, rendered);
  const photo = em.create(StoredPhoto, {
    id,
    subject: null,
    caption: "",
    takenAt: now(),
    ...facts,
    storedIn: store.place,
    bytes: kept,
    uploadedBy: ticket.uploadedBy,
    preparedFor: ticket.preparedFor,
  });
  try {
    await em.persist(photo).flush();
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
  }
}

/** What uploaded photos are attached to. */
export interface Attachment {
  /** What they were prepared for. */
  readonly preparedFor: string;
  /** What they show from now on; see `photosOf`. */
  readonly subject: string;
  readonly caption: string;
}

/**
 * Attaches photos that the actor uploaded, with the next flush; each can be attached once.
 * @throws HutongError `PHOTO_NOT_USABLE` and nothing is attached
 */
export async function attachPhotos(
  { em, actor }: Pick<Context, "em" | "actor">,
  ids: readonly string[],
  { preparedFor, subject, caption }: Attachment,
): Promise<void> {
  const wanted = [...new Set(ids)];
  const photos = await em.find(StoredPhoto, {
    id: { $in: wanted },
    uploadedBy: actor.id,
    preparedFor,
    subject: null,
  });
  if (photos.length !== wanted.length) throw new HutongError("PHOTO_NOT_USABLE");
  // The version of the row refuses the second of two who attach it at once.
  for (const photo of photos) Object.assign(photo, { subject, caption });
}
