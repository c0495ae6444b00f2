import { type Graph, type Problem, problemOf } from "@hutong/client-kit";

import { preparePhotoMutation } from "./tasks.graphql.js";

/** So many bytes go through a weak network in a few seconds. */
const maxBytes = 200 * 1024;
const tries = [
  { side: 1600, quality: 0.8 },
  { side: 1280, quality: 0.6 },
  { side: 960, quality: 0.5 },
  { side: 640, quality: 0.4 },
] as const;

/** What came of sending a photo: its id, or why not. */
export type SentPhoto = { readonly id: string } | { readonly problems: readonly Problem[] };

const failed = (code: Problem["code"]): SentPhoto => ({
  problems: [{ code, path: "", fields: [] }],
});

/** Makes a photo small and sends it for a task. */
export async function sendPhoto(graph: Graph, task: string, file: Blob): Promise<SentPhoto> {
  const photo = await shrink(file).catch(() => undefined);
  if (!photo) return failed("PHOTO_TYPE_REFUSED");
  const { data, problems } = await graph.change(preparePhotoMutation, {
    input: { subject: task, contentType: photo.type, byteLength: photo.size },
  });
  if (!data) return { problems };
  const { id, uploadUrl } = data.prepareCleaningPhoto;
  const response = await fetch(uploadUrl, {
    method: "PUT",
    headers: { "content-type": photo.type },
    body: photo,
  }).catch(() => undefined);
  if (!response) return failed("OFFLINE");
  if (response.ok) return { id };
  return { problems: [await problemOf(response)] };
}

/** A JPEG of at most 200 KB, upright, without what the camera wrote beside it; the server checks anew. */
async function shrink(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  try {
    let smallest: Blob | undefined;
    for (const { side, quality } of tries) {
      const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      canvas.getContext("2d")!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      smallest = await new Promise<Blob>((resolve, reject) =>
        canvas.toBlob(
          (blob) => (blob ? resolve(blob) : reject(new Error("the browser made no JPEG"))),
          "image/jpeg",
          quality,
        ),
      );
      if (smallest.size <= maxBytes) break;
    }
    return smallest!;
  } finally {
    bitmap.close();
  }
}
