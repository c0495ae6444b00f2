import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import type { PhotoStore } from "./photo-store.js";

/** One file for each photo, in folders by the end of the id so that none grows too large. */
export function diskStore(folder: string): PhotoStore {
  const fileOf = (id: string): string => {
    if (!/^[A-Za-z0-9_]+$/.test(id)) throw new Error(`not an id of a photo: ${id}`);
    return path.join(folder, id.slice(-2), `${id}.jpg`);
  };
  return {
    place: "disk",
    keep: async (id, bytes) => {
      const file = fileOf(id);
      await mkdir(path.dirname(file), { recursive: true });
      // Whole or not at all, also when the process ends in between.
      await writeFile(`${file}.part`, bytes, { flush: true });
      await rename(`${file}.part`, file);
      return null;
    },
    read: async ({ id }) => {
      try {
        return await readFile(fileOf(id));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    remove: (id) => rm(fileOf(id), { force: true }),
  };
}
