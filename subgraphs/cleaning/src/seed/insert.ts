import { StoredPhoto } from "@hutong/kit";
import { photo, type PhotoRef } from "@hutong/town";
import type { EntityClass, EntityManager } from "@mikro-orm/postgresql";

const batchSize = 500;

/** Inserts rows as they are, a batch at a time: PostgreSQL takes at most 65,535 values in one statement. */
export async function insert<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  rows: readonly object[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += batchSize) {
    await em.insertMany(entity, rows.slice(from, from + batchSize) as never[]);
  }
}

/** Draws each scene once and stores it for every photo that shows it. */
export async function insertPhotos(
  em: EntityManager,
  subjects: readonly { readonly id: string; readonly photos: readonly PhotoRef[] }[],
): Promise<void> {
  const scenes = new Set(subjects.flatMap(({ photos }) => photos.map(({ scene }) => scene)));
  const drawn = new Map(
    await Promise.all([...scenes].map(async (scene) => [scene, await photo(scene)] as const)),
  );
  await insert(
    em,
    StoredPhoto,
    subjects.flatMap(({ id: subject, photos }) =>
      photos.map(({ scene, ...taken }) => ({ ...taken, ...drawn.get(scene), subject })),
    ),
  );
}
