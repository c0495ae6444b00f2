import type { StoredPhoto } from "../photo.entity.js";
import { databaseStore } from "./database-store.js";
import { diskStore } from "./disk-store.js";
import { s3Store, type S3Settings } from "./s3-store.js";

/** Where the bytes of a photo are; a row tells its own place, so that a party may change its setting. */
export const photoPlaces = ["database", "disk", "s3"] as const;
export type PhotoPlace = (typeof photoPlaces)[number];

/** Keeps the bytes of photos beside their rows. */
export interface PhotoStore {
  readonly place: PhotoPlace;
  /** Keeps bytes before the row is written; again under the same id, it replaces them. Gives what the row holds of them. */
  readonly keep: (id: string, bytes: Buffer) => Promise<Buffer | null>;
  /** Nothing when they are not there. */
  readonly read: (photo: Pick<StoredPhoto, "id" | "bytes">) => Promise<Uint8Array | undefined>;
  /** None there is fine. */
  readonly remove: (id: string) => Promise<void>;
}

/** Where a party keeps its photos. */
export type PhotoStoreSettings =
  | { readonly place: "database" }
  | { readonly place: "disk"; readonly folder: string }
  | ({ readonly place: "s3" } & S3Settings);

export function openPhotoStore(settings: PhotoStoreSettings): PhotoStore {
  switch (settings.place) {
    case "database":
      return databaseStore;
    case "disk":
      return diskStore(settings.folder);
    case "s3":
      return s3Store(settings);
  }
}
