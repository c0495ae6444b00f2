/** The pictures of the demo town, all of them drawn. */

export const photoScenes = [
  "GARAGE_BARRIER",
  "BARRIER_NEW",
  "LEAKING_PIPE",
  "PIPE_REPAIRED",
  "WET_STAIRWELL",
  "STAIRWELL_DRY",
  "SEWAGE_BALCONY",
  "CEILING_LAMP",
  "BROKEN_DOOR",
  "HYDRANT",
  "LITTER",
  "BINS_CLEAN",
  "LIFT",
  "CHARGING_PILE",
  "FACADE",
  "DRAIN_COVER",
  "PARKING",
  "MOPPING",
  "MEETING",
  "NOTICE_BOARD",
  "GREENERY",
  "RENOVATION",
  "DOOR_REPAIRED",
  "LIFT_RUNNING",
  "DRAIN_CLEAR",
  "FACADE_REPAIRED",
  "PARKING_CLEAR",
] as const;

/** A drawn scene; `photo(scene)` renders it. */
export type PhotoScene = (typeof photoScenes)[number];

export interface PhotoRef {
  readonly id: string;
  readonly scene: PhotoScene;
  readonly caption: string;
  readonly takenAt: Date;
}
