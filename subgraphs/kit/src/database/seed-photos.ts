import type { EntityManager } from "@mikro-orm/postgresql";

import { StoredPhoto } from "../photos/photo.entity.js";
import { insertAll } from "./insert-all.js";

/** What a scene looks like; width and height in pixels. */
interface Drawing {
  readonly mime: string;
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** A complaint, work order or check-in of the demo town, with what its photos show. */
interface PhotoSubject<Scene> {
  readonly id: string;
  readonly photos: readonly {
    readonly id: string;
    readonly scene: Scene;
    readonly caption: string;
    readonly takenAt: Date;
  }[];
}

/** Draws each scene once and stores it for every photo that shows it. */
export async function seedPhotos<Scene>(
  em: EntityManager,
  subjects: readonly PhotoSubject<Scene>[],
  draw: (scene: Scene) => Promise<Drawing>,
): Promise<void> {
  const scenes = new Set(subjects.flatMap(({ photos }) => photos.map(({ scene }) => scene)));
  const drawn = new Map(
    await Promise.all([...scenes].map(async (scene) => [scene, await draw(scene)] as const)),
  );
  await insertAll(
    em,
    StoredPhoto,
    subjects.flatMap(({ id: subject, photos }) =>
      photos.map(({ scene, ...taken }) => ({
        ...taken,
        ...drawn.get(scene),
        subject,
        storedIn: "database",
      })),
    ),
  );
}
