import DataLoader from "dataloader";

import type { Context } from "../server/context.js";
import { Photo, StoredPhoto } from "./photo.entity.js";

const key = {};

/** The photos of a complaint, work order or check-in, oldest first; batched per request. */
export async function photosOf(subject: string, context: Context): Promise<Photo[]> {
  let loader = context.loaders.get(key);
  if (!loader) {
    loader = new DataLoader<string, Photo[]>(async (subjects) => {
      const stored = await context.em.find(
        StoredPhoto,
        { subject: { $in: [...subjects] } },
        { orderBy: { takenAt: "asc", id: "asc" } },
      );
      const bySubject = Map.groupBy(stored, (photo) => photo.subject);
      return subjects.map((wanted) => (bySubject.get(wanted) ?? []).map((photo) => toPhoto(photo, context)));
    });
    context.loaders.set(key, loader);
  }
  return (await loader.load(subject)) as Photo[];
}

function toPhoto({ id, caption, takenAt, width, height }: StoredPhoto, context: Context): Photo {
  return Object.assign(new Photo(), { id, caption, takenAt, width, height, url: context.photos.urlOf(id) });
}
