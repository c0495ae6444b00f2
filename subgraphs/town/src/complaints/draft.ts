import type { Random } from "../random.js";
import { makeRandom } from "../random.js";
import type { Complaint, TimelineEntry, TimelineKind } from "./complaints.types.js";
import type { PhotoRef, PhotoScene } from "../photos/photos.types.js";
import type { Actor } from "./actors.js";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A complaint while other parties still write into its timeline. */
export interface Draft extends Mutable<Omit<Complaint, "timeline" | "photos">> {
  timeline: TimelineEntry[];
  photos: PhotoRef[];
}

/** Gives ids to timeline entries and photos, which belong to no one list. */
export interface Scribe {
  note(draft: Draft, at: Date, kind: TimelineKind, by: Actor, note?: string): void;
  photo(scene: PhotoScene, caption: string, takenAt: Date): PhotoRef;
}

export function makeScribe(seed: number): Scribe {
  const entries: Random = makeRandom(seed, "timeline");
  const photos: Random = makeRandom(seed, "photos");
  return {
    note(draft, at, kind, by, note) {
      draft.timeline.push({
        id: entries.id("evt"),
        at,
        kind,
        by: by.name,
        byRole: by.role,
        organisationName: by.organisation,
        ...(note === undefined ? {} : { note }),
      });
    },
    photo: (scene, caption, takenAt) => ({ id: photos.id("pho"), scene, caption, takenAt }),
  };
}

/** Entries written in one go may share a minute; their order of writing then stands. */
export function finish(draft: Draft): Complaint {
  return { ...draft, timeline: draft.timeline.toSorted((a, b) => a.at.getTime() - b.at.getTime()) };
}
