import type { Context } from "../server/context.js";
import { defineBatch } from "../federation/batch.js";
import { Photo, StoredPhoto } from "./photo.entity.js";

/** The photos of a complaint, work order or check-in, oldest first; batched per request. */
export const photosOf = defineBatch<Photo[]>(async (subjects, context) => {
  const stored = await context.em.find(
    StoredPhoto,
    { subject: { $in: [...subjects] } },
    { orderBy: { takenAt: "asc", id: "asc" } },
  );
  const bySubject = Map.groupBy(stored, (photo) => photo.subject);
  return (subject) => (bySubject.get(subject) ?? []).map((photo) => toPhoto(photo, context));
});

function toPhoto({ id, caption, takenAt, width, height }: StoredPhoto, context: Context): Photo {
  return Object.assign(new Photo(), {
    id,
    caption,
    takenAt,
    width,
    height,
    url: context.photos.urlOf(id),
  });
}
