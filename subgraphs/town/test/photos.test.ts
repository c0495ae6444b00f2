import sharp from "sharp";
import { expect, test } from "vitest";
import { photo, photoScenes } from "../src/index.js";

test.each(photoScenes)("draws %s as a small webp", async (scene) => {
  const { mime, bytes, width, height } = await photo(scene);
  expect([mime, width, height]).toEqual(["image/webp", 640, 480]);
  expect(bytes.length).toBeLessThanOrEqual(20_480);
  expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width, height });
});
