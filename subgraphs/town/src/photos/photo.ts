import sharp from "sharp";
import type { PhotoScene } from "./photos.types.js";
import * as indoors from "./indoors.js";
import * as outdoors from "./outdoors.js";

/** A rendered scene. */
export interface Photo {
  readonly mime: "image/webp";
  readonly bytes: Buffer;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

const width = 640;
const height = 480;

const scenes: Readonly<Record<PhotoScene, () => string>> = {
  GARAGE_BARRIER: outdoors.garageBarrier,
  BARRIER_NEW: outdoors.barrierNew,
  LEAKING_PIPE: indoors.leakingPipe,
  PIPE_REPAIRED: indoors.pipeRepaired,
  WET_STAIRWELL: indoors.wetStairwell,
  STAIRWELL_DRY: indoors.stairwellDry,
  SEWAGE_BALCONY: indoors.sewageBalcony,
  CEILING_LAMP: indoors.ceilingLamp,
  BROKEN_DOOR: indoors.brokenDoor,
  HYDRANT: outdoors.hydrant,
  LITTER: outdoors.litter,
  BINS_CLEAN: outdoors.binsClean,
  LIFT: indoors.lift,
  CHARGING_PILE: outdoors.chargingPile,
  FACADE: outdoors.facade,
  DRAIN_COVER: outdoors.drainCover,
  PARKING: outdoors.parking,
  MOPPING: indoors.mopping,
  MEETING: indoors.meeting,
  NOTICE_BOARD: outdoors.noticeBoard,
  GREENERY: outdoors.greenery,
  RENOVATION: indoors.renovation,
  DOOR_REPAIRED: indoors.doorRepaired,
  LIFT_RUNNING: indoors.liftRunning,
  DRAIN_CLEAR: outdoors.drainClear,
  FACADE_REPAIRED: outdoors.facadeRepaired,
  PARKING_CLEAR: outdoors.parkingClear,
};

const rendered = new Map<PhotoScene, Promise<Photo>>();

/** Draws a scene as a small illustration: 640×480 webp of at most 20 KB. Rendered once, then kept. */
export function photo(scene: PhotoScene): Promise<Photo> {
  let known = rendered.get(scene);
  if (!known) {
    known = render(scene);
    rendered.set(scene, known);
  }
  return known;
}

async function render(scene: PhotoScene): Promise<Photo> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${scenes[scene]()}</svg>`;
  const bytes = await sharp(Buffer.from(svg)).webp({ quality: 72, effort: 4 }).toBuffer();
  return { mime: "image/webp", bytes, width, height };
}
