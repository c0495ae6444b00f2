import sharp, { type Sharp } from "sharp";

import { HutongError } from "../errors/hutong-error.js";

/** What a phone's camera gives, after the browser has turned HEIC into JPEG. */
export const photoTypes = ["image/jpeg", "image/png", "image/webp"] as const;

/** Larger files are refused before they are read. */
export const maxPhotoBytes = 10 * 1024 * 1024;

/** A 50-megapixel phone fits; what claims more would cost more memory than it is worth. */
const maxPixels = 64_000_000;
const maxRenditionBytes = 200 * 1024;

/** Tried in turn until the result is small enough. */
const tries = [
  { side: 1600, quality: 80 },
  { side: 1600, quality: 65 },
  { side: 1280, quality: 60 },
  { side: 1024, quality: 50 },
  { side: 640, quality: 40 },
] as const;

/** A photo as it is kept: upright, bounded, without what the camera wrote beside it. */
export interface Rendition {
  readonly bytes: Buffer;
  readonly mime: "image/jpeg";
  readonly width: number;
  readonly height: number;
}

/**
 * Makes a JPEG of at most 200 KB. EXIF, and with it the place and the owner of the phone, stays
 * behind.
 * @throws HutongError `PHOTO_TYPE_REFUSED` when the bytes are not an image of a type that is taken
 */
export async function renderPhoto(bytes: Buffer): Promise<Rendition> {
  const open = (): Sharp => sharp(bytes, { limitInputPixels: maxPixels, failOn: "error" });
  try {
    const { format } = await open().metadata();
    if (!photoTypes.some((type) => type === `image/${format}`))
      throw new HutongError("PHOTO_TYPE_REFUSED");
    for (const { side, quality } of tries) {
      const { data, info } = await open()
        .autoOrient()
        .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
        .flatten({ background: "#fff" })
        .jpeg({ quality })
        .toBuffer({ resolveWithObject: true });
      if (data.length <= maxRenditionBytes)
        return { bytes: data, mime: "image/jpeg", width: info.width, height: info.height };
    }
  } catch (error) {
    if (error instanceof HutongError) throw error;
    throw new HutongError("PHOTO_TYPE_REFUSED");
  }
  throw new HutongError("PHOTO_TOO_LARGE");
}
