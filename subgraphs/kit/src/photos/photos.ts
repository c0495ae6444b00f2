import type { EntityManager } from "@mikro-orm/postgresql";

import type { Context } from "../server/context.js";
import { operatorOf } from "../ids/id.js";
import { defineBatch } from "../federation/batch.js";
import { documentType } from "./document.js";
import { Document, Photo, StoredPhoto } from "./photo.entity.js";
import { databaseStore } from "./store/database-store.js";
import type { PhotoStore } from "./store/photo-store.js";

/** The photos of a complaint, work order or check-in, oldest first; batched per request. */
export const photosOf = defineBatch<Photo[]>(async (subjects, context) => {
  const stored = await context.em.find(
    StoredPhoto,
    { subject: { $in: [...subjects] }, mime: { $ne: documentType } },
    { orderBy: { takenAt: "asc", id: "asc" } },
  );
  const bySubject = Map.groupBy(stored, ({ subject }) => subject!);
  return (subject) => (bySubject.get(subject) ?? []).map((photo) => toPhoto(photo, context));
});

/** The documents that came with something, oldest first; batched per request. */
export const documentsOf = defineBatch<Document[]>(async (subjects, context) => {
  const stored = await context.em.find(
    StoredPhoto,
    { subject: { $in: [...subjects] }, mime: documentType },
    { orderBy: { takenAt: "asc", id: "asc" } },
  );
  const bySubject = Map.groupBy(stored, ({ subject }) => subject!);
  return (subject) => (bySubject.get(subject) ?? []).map((one) => toDocument(one, context));
});

/** The bytes of a photo, from wherever its row says they are. */
export async function readPhoto(
  em: EntityManager,
  store: PhotoStore,
  id: string,
): Promise<{ mime: string; bytes: Uint8Array } | undefined> {
  const photo = await em.findOne(StoredPhoto, id, { populate: ["bytes"] });
  if (!photo) return undefined;
  const from = photo.storedIn === "database" ? databaseStore : store;
  if (from.place !== photo.storedIn)
    throw new Error(`photo ${id} is kept in ${photo.storedIn}, which is not set up`);
  const bytes = await from.read(photo);
  return bytes && { mime: photo.mime, bytes };
}

function toDocument({ id, subject, caption, takenAt }: StoredPhoto, context: Context): Document {
  const url = context.photos.urlOf(id, operatorOf(subject ?? id));
  return Object.assign(new Document(), { id, caption, sentAt: takenAt, url });
}

function toPhoto(stored: StoredPhoto, context: Context): Photo {
  const { id, subject, caption, takenAt, width, height } = stored;
  return Object.assign(new Photo(), {
    id,
    caption,
    takenAt,
    width,
    height,
    url: context.photos.urlOf(id, operatorOf(subject ?? id)),
  });
}
